// The demonstration site in two languages; see ../test_vitepress_site.py.
import {defineConfig} from 'vitepress';

const sidebar = (prefix) => ['visiting', 'first-appointment', 'website-guide']
  .map((page) => ({text: page, link: `${prefix}/docs/${page}`}));

export default defineConfig({
  title: 'Linden Street Skin Studio',
  locales: {
    root: {label: 'English', lang: 'en', themeConfig: {sidebar: sidebar('')}},
    ru: {label: 'Русский', lang: 'ru', themeConfig: {sidebar: sidebar('/ru')}},
  },
});
