// Element tests in three real engines. BROWSERS=firefox npx wtr --files packages/elements/src/find-a-group/find-a-group.test.ts runs one file in one.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { defaultReporter } from '@web/test-runner';
import puppeteer from 'puppeteer-core';
import { startWebKit, webkitCapabilities } from './test/webkit-driver.ts';

const chromium = () => chromeLauncher({ concurrency: 1, launchOptions: { executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] } });
const firefox = () => chromeLauncher({ puppeteer, concurrency: 1, launchOptions: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', extraPrefsFirefox: { 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false } } });

function webkit() {
  const options = { hostname: '127.0.0.1', port: 0, path: '/', logLevel: 'error', capabilities: webkitCapabilities() };
  const launcher = webdriverLauncher(options);
  const { initialize, stop } = launcher;
  let running;
  launcher.concurrency = 1;
  launcher.initialize = async function start(config) {
    // More than one at a time would mean frames; a test file wants a page of its own.
    await initialize.call(this, { ...config, concurrency: 1 });
    this.name = 'WebKit';
    running = await startWebKit();
    options.port = running.port;
  };
  launcher.stop = async function end() { await stop.call(this); running?.stop(); };
  return launcher;
}

/** Counts single tests of every engine for the closing line of npm test. */
const counting = (file) => ({
  onTestRunFinished({ sessions }) {
    const result = { passed: 0, failed: 0, skipped: [] };
    const walk = (suite) => {
      for (const test of suite?.tests ?? []) { if (test.skipped) result.skipped.push(test.name); else if (test.passed) result.passed++; else result.failed++; }
      for (const inner of suite?.suites ?? []) walk(inner);
    };
    for (const session of sessions) {
      // A test file without a test, or one that never came to its tests, is a failure and not nothing.
      const before = result.passed + result.failed + result.skipped.length;
      walk(session.testResults);
      if (result.passed + result.failed + result.skipped.length === before) result.failed++;
    }
    writeFileSync(file, JSON.stringify(result));
  },
});

const engines = { chromium, firefox, webkit };
const wanted = (process.env.BROWSERS ?? 'chromium,firefox,webkit').split(',');

export default {
  files: ['packages/elements/src/**/*.test.ts', 'packages/console/src/**/*.test.ts'],
  nodeResolve: { exportConditions: ['kith-source', 'production', 'default'] },
  plugins: [esbuildPlugin({ ts: true, tsconfig: fileURLToPath(new URL('./tsconfig.base.json', import.meta.url)), target: 'es2022' })],
  browsers: wanted.map((name) => engines[name]()),
  reporters: [defaultReporter(), ...(process.env.KITH_COUNT_FILE ? [counting(process.env.KITH_COUNT_FILE)] : [])],
  concurrentBrowsers: 2,
  concurrency: 1,
  testFramework: { config: { timeout: 8000 } },
  testsFinishTimeout: 120_000,
};
