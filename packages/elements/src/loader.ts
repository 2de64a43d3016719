/** The one script that a page adds: `<script async src="…/kith.js" data-site="pk_…">`, as a classic script or a module. */
declare const __CHUNKS__: Record<string, string[]>;
/** Of the immutable copy: check sums of everything. */
declare const __INTEGRITY__: Record<string, string> | undefined;
/** From the script to the folder of its chunks. */
declare const __ROOT__: string;

/** By tag; `find-a-group[src]` is for pages whose finders have feeds alone, without what talks to a server. Other people's elements are left alone. */
const chunks = __CHUNKS__;
const tags = Object.keys(chunks);
const script = document.currentScript as HTMLScriptElement | null ?? document.querySelector<HTMLScriptElement>('script[src*="/kith.js"]');
const base = new URL(__ROOT__, script?.src ?? location.href);
const asked = new Set<string>();

const load = (file: string) => import(/* @vite-ignore */ new URL(file, base).href);
/** With check sums: the browser refuses a file that is not the one that was built. An import that finds its file preloaded takes that one, and no other. */
const check = (file: string) => new Promise<unknown>((resolve, reject) => {
  const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: new URL(file, base).href, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', integrity: __INTEGRITY__![file]!, onload: resolve, onerror: reject });
  // Of a page that lets scripts in by it.
  link.nonce = script?.nonce ?? '';
  // Safari before 17 would never say a word.
  if (!link.relList.supports('modulepreload')) reject(new Error(file));
  document.head.append(link);
});
/** Of the immutable copy: everything, also what comes later. */
const checked = new Map<string, Promise<unknown>>();
const checkAll = () => { for (const file in __INTEGRITY__) if (!checked.has(file)) { const done = check(file); checked.set(file, done); done.catch(() => { checked.delete(file); }); } };

function want(tag: string): void {
  if (!tags.includes(tag) || asked.has(tag) || customElements.get(tag)) return;
  asked.add(tag);
  if (typeof __INTEGRITY__ !== 'undefined') checkAll();
  const fed = chunks[`${tag}[src]`];
  const files = fed && !document.querySelector(`${tag}:not([src])`) ? fed : chunks[tag]!;
  // All at once: on a slow line each wait is felt.
  (typeof __INTEGRITY__ === 'undefined' ? Promise.all(files.map(load)) : Promise.all(files.map((file) => checked.get(file)!)).then(() => Promise.all(files.map(load)))).catch(() => {
    // Forgotten, so that a later one of its kind may try again. What the page's author wrote inside stays.
    asked.delete(tag);
    console.warn(`[kith] could not load <${tag}>`);
  });
}

/** A node and what is in it; most nodes are text. */
function scan(root: Node): void {
  for (const element of [root, ...(root as Partial<ParentNode>).querySelectorAll?.(tags.join()) ?? []]) want((element as Element).localName);
}

// From inside an element of ours, where no observer looks.
addEventListener('kith-want', (event) => { want((event as CustomEvent<string>).detail); });

new MutationObserver((records) => { for (const { addedNodes } of records) addedNodes.forEach(scan); }).observe(document, { childList: true, subtree: true });
scan(document);

// A frame of ours says how high it is; nothing else is taken from it.
addEventListener('message', ({ data, source, origin }: MessageEvent<{ kithHeight?: number } | null>) => {
  const height = Math.ceil(Number(data?.kithHeight));
  if (origin === base.origin && height > 0 && height < 1e5) for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) frame.style.height = `${height}px`;
});
