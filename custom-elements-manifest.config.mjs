// npm run manifest: what editors show of the four elements, from the comments of their classes (custom-elements.json of @kith/elements).
const published = ['find-a-group', 'talk-to-a-peer', 'request-a-mentor', 'crisis-resources'];
const isOpen = ({ name, privacy, description }) => privacy !== 'private' && !name.startsWith('#') && Boolean(description);

/** Only what a page's author may use and has a description, in one place, by the names of the published files. */
const forAuthors = {
  name: 'kith-for-authors',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
    const card = declarations.find(({ name }) => name === 'FrameCard');
    const elements = manifest.modules.filter(({ path }) => published.some((tag) => path.endsWith(`src/${tag}/${tag}.ts`)));
    manifest.modules = elements.sort((one, other) => one.path.localeCompare(other.path)).map((module) => {
      const element = module.declarations.find(({ tagName }) => published.includes(tagName));
      const inherited = element.superclass?.name === 'FrameCard' ? card : {};
      // Once each, the element's own first; what has no comment is not for authors.
      const attributes = [...element.attributes ?? [], ...inherited.attributes ?? []].filter((one, at, all) => one.description && all.findIndex(({ name }) => name === one.name) === at);
      const properties = new Set(attributes.map(({ fieldName, name }) => fieldName ?? name));
      const members = [...element.members ?? [], ...inherited.members ?? []].filter((one, at, all) => isOpen(one) && (properties.has(one.name) || one.kind === 'method' || one.name === 'words') && all.findIndex(({ name }) => name === one.name) === at);
      const plain = ({ inheritedFrom: _, reflects: __, default: ___, ...rest }) => rest;
      return {
        kind: 'javascript-module', path: module.path.replace(/^packages\/elements\/src/, 'dist').replace(/\.ts$/, '.js'),
        declarations: [{
          kind: 'class', customElement: true, tagName: element.tagName, name: element.name, summary: element.summary, description: element.description,
          superclass: { name: 'LitElement', package: 'lit' },
          attributes: attributes.map(plain), members: members.map(plain), events: element.events.filter(({ name, description }) => name && description).map(plain),
          slots: element.slots, cssParts: element.cssParts, cssProperties: element.cssProperties,
        }],
        exports: [{ kind: 'js', name: element.name, declaration: { name: element.name } }],
      };
    });
  },
};

export default { globs: ['packages/elements/src/**/*.ts'], exclude: ['**/*.test.ts', '**/locale/**'], outdir: 'packages/elements', litelement: true, plugins: [forAuthors] };
