"""Plural forms by language, as GNU gettext's manual and CLDR give them.

Pages have no plurals; but `msgfmt --check` and editors want the field.
"""

from __future__ import annotations

__all__ = ["PLURAL_FORMS"]

_ONE = "nplurals=1; plural=0;"
_TWO = "nplurals=2; plural=(n != 1);"
_FRENCH = "nplurals=2; plural=(n > 1);"
_RUSSIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
_CZECH = "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"

PLURAL_FORMS: dict[str, str] = {
    **dict.fromkeys(("id", "ja", "ko", "lo", "ms", "my", "th", "vi", "zh", "zh_CN", "zh_TW", "zh_HK"), _ONE),
    **dict.fromkeys(
        (
            "af",
            "bg",
            "bn",
            "ca",
            "da",
            "de",
            "el",
            "en",
            "eo",
            "es",
            "et",
            "eu",
            "fi",
            "fo",
            "fur",
            "fy",
            "gl",
        ),
        _TWO,
    ),
    **dict.fromkeys(
        (
            "gu",
            "ha",
            "hi",
            "hu",
            "ia",
            "it",
            "kn",
            "ku",
            "lb",
            "ml",
            "mn",
            "mr",
            "nb",
            "ne",
            "nl",
            "nn",
            "no",
        ),
        _TWO,
    ),
    **dict.fromkeys(
        (
            "pa",
            "pap",
            "ps",
            "pt",
            "sd",
            "si",
            "so",
            "sq",
            "sv",
            "sw",
            "ta",
            "te",
            "tk",
            "tr",
            "ur",
            "az",
            "am",
            "ka",
            "kk",
        ),
        _TWO,
    ),
    **dict.fromkeys(
        ("fr", "fa", "pt_BR", "uz", "oc", "hy", "tg", "ti", "wa", "fil", "br", "mg", "ln"), _FRENCH
    ),
    **dict.fromkeys(("ru", "uk", "be", "sr", "sr@latin", "hr", "bs", "sh"), _RUSSIAN),
    **dict.fromkeys(("cs", "sk"), _CZECH),
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 ? 4 : 5);",
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
    "ga": "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : (n>2 && n<7) ? 2 :(n>6 && n<11) ? 3 : 4;",
    "gd": "nplurals=4; plural=(n==1 || n==11) ? 0 : (n==2 || n==12) ? 1 : (n > 2 && n < 20) ? 2 : 3;",
    "he": "nplurals=2; plural=(n != 1);",
    "is": "nplurals=2; plural=(n%10!=1 || n%100==11);",
    "lt": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "mt": "nplurals=4; plural=(n==1 ? 0 : n==0 || ( n%100>1 && n%100<11) ? 1 "
    ": (n%100>10 && n%100<20 ) ? 2 : 3);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
}
