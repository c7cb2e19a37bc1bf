// A line of JSON in (a page's body), a line of JSON out: what VitePress's own renderer makes of it, or its error.
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const require = createRequire(pathToFileURL(process.argv[2] + '/'));
const {createMarkdownRenderer} = await import(pathToFileURL(require.resolve('vitepress')));

const text = (value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attribute = (name, value) => ` ${name}="${text(value).replace(/"/g, '&quot;')}"`;

const renderer = await createMarkdownRenderer(tmpdir(), {
  highlight: (code, lang) => `<pre${attribute('lang', lang)}><code>${text(code)}</code></pre>`,
  // a heading's own link repeats its id, which `html_shape` compares where an author chose it
  anchor: {permalink: false},
});

// What Vue reads in what is no code: an interpolation is a program, and none may come in with a translation.
const INTERPOLATION = /(<(code|pre|script|style)\b[^]*?<\/\2\s*>|<!--[^]*?-->|<[^<>]*>)|\{\{([^]*?)\}\}/g;
const interpolations = (html) =>
  html.replace(INTERPOLATION, (_, whole, __, program) => whole ?? `<x-vue${attribute('program', program)}></x-vue>`);

// The tabs of a group of code have names that are drawn anew each time; a table of contents has headings' ids.
const settled = (html) =>
  html
    .replace(/\b(name="group|(?:id|for)="tab)-[\w-]+"/g, '$1"')
    .replace(/<nav class="table-of-contents">[^]*?<\/nav>/g, (nav) => nav.replace(/ href="[^"]*"/g, ' href="#…"'));

for await (const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    const env = {path: '/page.md', relativePath: 'page.md', cleanUrls: false};
    const html = renderer.render(`\n${JSON.parse(line)}`, env);
    const blocks = env.sfcBlocks ?? {};
    const parts = [...(blocks.scripts ?? []), ...(blocks.styles ?? [])].map((each) => each.content);
    answer = {html: settled(interpolations(html)) + parts.map((part) => `<pre>${text(part)}</pre>`).join('')};
  } catch (error) {
    answer = {error: String(error)};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
