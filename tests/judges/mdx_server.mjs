// A line of JSON in (a page's body), a line of JSON out: what @mdx-js/mdx makes of it, as HTML, or its error.
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const require = createRequire(pathToFileURL(process.argv[2] + '/'));
const load = async (name) => import(pathToFileURL(require.resolve(name)));
const {compile} = await load('@mdx-js/mdx');
const {default: gfm} = await load('remark-gfm');
const {default: directive} = await load('remark-directive');

// Props that readers see; html_shape knows alt, title, placeholder and aria-label already.
const WORDS = new Set(['label', 'description', 'summary', 'caption']);

const text = (value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attribute = (name, value) => ` ${name}="${text(String(value)).replace(/"/g, '&quot;')}"`;
const comment = (value) => `<!--${value.replace(/--/g, '- -')}-->`;

function jsx(node) {
  const name = node.name ?? 'x-fragment';
  const attributes = node.attributes.map((each) => {
    if (each.type === 'mdxJsxExpressionAttribute') return attribute('x-spread', each.value);
    const value = each.value;
    if (value !== null && typeof value === 'object') return attribute(each.name, `{${value.value}}`);
    return attribute(each.name, WORDS.has(each.name) ? (value ? '…' : '') : value ?? '');
  });
  return `<${name}${attributes.join('')}>${node.children.map(shown).join('')}</${name}>`;
}

function element(node) {
  const attributes = Object.entries(node.properties ?? {}).map(([name, value]) => attribute(name, value));
  return `<${node.tagName}${attributes.join('')}>${node.children.map(shown).join('')}</${node.tagName}>`;
}

function shown(node) {
  if (node.type === 'text') return text(node.value);
  if (node.type === 'element') return element(node);
  if (node.type.startsWith('mdxJsx')) return jsx(node);
  if (node.type.startsWith('mdx')) return comment(node.value);
  return (node.children ?? []).map(shown).join('');
}

// Directives are no elements by themselves: an admonition's name, and its title as a paragraph of its own.
const admonitions = () => (tree) => {
  const visit = (node) => {
    if (node.type === 'containerDirective' || node.type === 'leafDirective') {
      node.data = {hName: `x-${node.name}`, hProperties: node.attributes};
    } else if (node.type === 'textDirective') {
      // Docusaurus and Starlight take these for the text that they mostly are: `10:30`
      if (node.children.length === 0 && Object.keys(node.attributes).length === 0) {
        node.type = 'text';
        node.value = `:${node.name}`;
        delete node.children;
      } else {
        node.data = {hName: `x-${node.name}`};
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(tree);
};

for await (const line of createInterface({input: process.stdin})) {
  let html = '';
  const collect = () => (tree) => {
    html = shown(tree);
  };
  let answer;
  try {
    await compile(JSON.parse(line), {remarkPlugins: [gfm, directive, admonitions], rehypePlugins: [collect]});
    answer = {html};
  } catch (error) {
    answer = {error: String(error)};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
