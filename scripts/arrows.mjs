// The arrows of the house as a lint rule: which package may import which.
const may = {
  contract: [],
  finder: ['contract'],
  helplines: [],
  sdk: ['contract'],
  elements: ['contract', 'finder', 'helplines', 'sdk'],
  server: ['contract', 'finder', 'helplines'],
  // Of the elements only their drawing parts.
  console: ['sdk', 'elements/parts'],
};
const packageOf = (path) => /(?:^|\/)packages\/([a-z]+)\//.exec(path.replaceAll('\\', '/'))?.[1];
const isTest = (path) => /\.test\.ts$/.test(path);

/** What an import means: [package, rest], for `@kith/x/y`, `kith`, and relative paths that leave the package. */
function targetOf(specifier, file, resolve) {
  const named = /^@kith\/([a-z]+)(?:\/(.*))?$/.exec(specifier);
  if (named) return [named[1], named[2] ?? ''];
  if (specifier === 'kith' || specifier.startsWith('kith/')) return ['server', ''];
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(file, specifier);
  const other = packageOf(`${path}/`);
  return other && other !== packageOf(file) ? [other, path.split(`/packages/${other}/`)[1] ?? ''] : undefined;
}

const resolvePath = (file, specifier) => new URL(specifier, `file://${file}`).pathname;

export const arrows = {
  meta: { type: 'problem', schema: [], messages: {
    no: '{{from}} must not import {{to}}: the arrows of the house do not go there (README.md, "The house").',
    staff: 'elements must not import the calls of staff.',
    dom: '{{from}} must not import {{to}}: it brings input, output or the page along.',
    crisis: 'crisis-resources imports neither sdk nor contract: it must work when everything else does not.',
  } },
  create(context) {
    const file = context.filename;
    const from = packageOf(file);
    if (!from || isTest(file)) return {};
    const check = (node, specifier) => {
      if (typeof specifier !== 'string') return;
      const target = targetOf(specifier, file, resolvePath);
      if (!target) {
        if (['finder', 'helplines'].includes(from) && !file.endsWith('compact.ts') && !file.endsWith('compact-write.ts') && specifier.startsWith('node:')) context.report({ node, messageId: 'dom', data: { from, to: specifier } });
        if (['contract', 'finder', 'helplines', 'sdk', 'server'].includes(from) && /^lit(-|\/|$)/.test(specifier)) context.report({ node, messageId: 'dom', data: { from, to: specifier } });
        return;
      }
      const [to, rest] = target;
      const allowed = may[from] ?? [];
      if (to === from) return;
      if (!allowed.includes(to) && !allowed.some((entry) => entry.startsWith(`${to}/`) && rest.replace(/^src\//, '').startsWith(entry.slice(to.length + 1)))) context.report({ node, messageId: 'no', data: { from, to } });
      else if (from === 'elements' && to === 'sdk' && rest.startsWith('staff')) context.report({ node, messageId: 'staff' });
      else if (/\/crisis-resources\//.test(file) && (to === 'sdk' || to === 'contract')) context.report({ node, messageId: 'crisis' });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.value),
      TSImportType: (node) => check(node, node.source?.value ?? node.argument?.literal?.value),
    };
  },
};
