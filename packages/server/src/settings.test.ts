import { test } from 'node:test';
import { settings } from '@kith/contract';
import { settingDefaults } from './settings.ts';

for (const setting of settings) test(`defaults of the setting ${setting}`, (context) => { context.assert.snapshot(settingDefaults(setting)); });
