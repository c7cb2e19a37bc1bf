// The demonstration site in two languages; see ../test_starlight.py.
import starlight from '@astrojs/starlight';
import {defineConfig} from 'astro/config';

export default defineConfig({
  site: 'https://site.example',

  integrations: [
    starlight({
      title: 'Linden Street Skin Studio',
      defaultLocale: 'en',
      locales: {en: {label: 'English', lang: 'en'}, ru: {label: 'Русский', lang: 'ru'}},
      pagefind: false,
    }),
  ],
});
