/** The one script that a page adds: `<script async src="…/kith.js" data-site="pk_…">`, as a classic script or a module. */
declare const __CHUNKS__: Record<string, string[]>;
declare const __INTEGRITY__: Record<string, string> | undefined;
/** From the script to the folder of its chunks. */
declare const __ROOT__: string;

/** The four tags that Kith knows, whether or not this version has them all. Other people's elements are left alone. */
const tags = ['find-a-group', 'talk-to-a-peer', 'request-a-mentor', 'crisis-resources'];
const script = document.currentScript as HTMLScriptElement | null ?? document.querySelector<HTMLScriptElement>('script[src*="/kith.js"]');
const base = new URL(__ROOT__, script?.src ?? location.href);
const asked = new Set<string>();

/** With check sums: the browser refuses a file that is not the one that was built. */
const checked = (file: string) => new Promise<void>((resolve, reject) => {
  if (typeof __INTEGRITY__ === 'undefined') { resolve(); return; }
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.integrity = __INTEGRITY__[file]!;
  link.href = new URL(file, base).href;
  link.crossOrigin = 'anonymous';
  link.onload = () => { resolve(); };
  link.onerror = () => { reject(new Error(file)); };
  document.head.append(link);
});

function want(tag: string): void {
  const files = __CHUNKS__[tag];
  if (!files || asked.has(tag) || customElements.get(tag)) return;
  asked.add(tag);
  // Those that come later too, at once: an import that finds its file preloaded takes that one, and no other.
  if (typeof __INTEGRITY__ !== 'undefined') for (const file in __INTEGRITY__) if (!files.includes(file)) checked(file).catch(() => undefined);
  Promise.all(files.map(checked)).then(() => import(/* @vite-ignore */ new URL(files[0]!, base).href)).catch(() => {
    // Forgotten, so that a later one of its kind may try again. What the page's author wrote inside stays.
    asked.delete(tag);
    console.warn(`[kith] could not load <${tag}>`);
  });
}

function scan(root: Element | Document): void {
  if (root instanceof Element && tags.includes(root.localName)) want(root.localName);
  for (const element of root.querySelectorAll(tags.join())) want(element.localName);
}

// From inside an element of ours, where no observer looks.
addEventListener('kith-want', (event) => { want((event as CustomEvent<string>).detail); });

new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) scan(node);
}).observe(document, { childList: true, subtree: true });
scan(document);

// A frame of ours says how high it is; nothing else is taken from it.
addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
  if (origin !== base.origin || typeof data !== 'object' || data === null) return;
  const height = (data as { kithHeight?: unknown }).kithHeight;
  if (typeof height !== 'number' || !(height > 0 && height < 1e5)) return;
  for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) frame.style.height = `${Math.ceil(height)}px`;
});

export {};
