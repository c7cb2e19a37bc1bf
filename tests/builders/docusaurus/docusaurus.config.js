// The demonstration site in two languages; see ../test_docusaurus.py.
export default {
  title: 'Linden Street Skin Studio',
  url: 'https://site.example',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  i18n: {defaultLocale: 'en', locales: ['en', 'ru']},
  markdown: {
    mdx1Compat: {comments: true, admonitions: false, headingIds: true},
    hooks: {onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw'},
  },
  presets: [['classic', {docs: {routeBasePath: '/'}, blog: false, theme: {}}]],
};
