import { expect } from '@open-wc/testing';
import './crisis-resources/define.ts';
import './find-a-group/define.ts';
import './request-a-mentor/define.ts';
import './talk-to-a-peer/define.ts';

interface Manifest { modules: { declarations: { tagName: string; attributes: { name: string; description: string }[]; members: { name: string; kind: string; description: string }[]; events: { name: string; description: string }[] }[] }[] }
const manifest = await (await fetch(new URL('../custom-elements.json', import.meta.url))).json() as Manifest;
const elements = manifest.modules.flatMap(({ declarations }) => declarations);

describe('custom-elements.json', () => {
  it('names the four elements', () => { expect(elements.map(({ tagName }) => tagName)).to.deep.equal(['crisis-resources', 'find-a-group', 'request-a-mentor', 'talk-to-a-peer']); });
  for (const { tagName, attributes, members, events } of elements) {
    it(`<${tagName}> has the attributes and properties that are described, and no others`, () => {
      const { observedAttributes } = customElements.get(tagName) as unknown as { observedAttributes: string[] };
      // `view` is read once and never watched.
      expect(attributes.map(({ name }) => name).filter((name) => name !== 'view').sort()).to.deep.equal([...observedAttributes].sort());
      const element = document.createElement(tagName);
      expect(members.filter(({ name }) => !(name in element))).to.deep.equal([]);
      expect([...attributes, ...members, ...events].filter(({ description }) => !description)).to.deep.equal([]);
    });
  }
});
