export { createApp, type AppOptions } from './app.ts';
export { readAssets, type Assets } from './assets.ts';
export { runCommand } from './cli.ts';
export { saveGroups } from './feeds.ts';
export { readConfig, type Config } from './config.ts';
export { Groups } from './groups.ts';
export { Refusal } from './refusal.ts';
export { serve, webFolder, type Running } from './serve.ts';
export { openStore, type Store } from './store/store.ts';
