/** Runs in Kith's own pages inside a frame: tells the page around it how high it is, and nothing else. */
if (parent !== window) {
  new ResizeObserver(() => {
    // The height is no secret, and which page frames us the server has checked already.
    parent.postMessage({ kithHeight: document.documentElement.getBoundingClientRect().height }, '*');
  }).observe(document.documentElement);
}

export {};
