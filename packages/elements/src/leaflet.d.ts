/** The module form of Leaflet, which a page loads without what it does not use; its types are those of the whole. */
declare module 'leaflet/dist/leaflet-src.esm.js' {
  export * from 'leaflet';
}
