import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { engines } from './browsers.ts';
import { axeFinds, enterStaff, options, type StaffPage } from './talk-helpers.ts';
import { startWorld, type World } from './world.ts';

const PARTNER = 'Fortline';
const groupsOf = async ({ page }: StaffPage) => { await page.getByRole('navigation').getByRole('link', { name: 'Groups', exact: true }).click(); await page.getByRole('heading', { name: 'Groups', exact: true }).waitFor(); await page.getByRole('button', { name: /^All \(/ }).click(); };
const openGroup = async (staff: StaffPage, name: string) => { await groupsOf(staff); await staff.page.getByRole('link', { name }).click(); await staff.page.getByRole('heading', { name, level: 1 }).waitFor(); };
const show = async (page: Page, said = 'Visitors see it now.') => { await page.getByRole('button', { name: 'Show to visitors' }).click(); await page.getByText(said).waitFor(); };
const noSideways = async (page: Page, name: string) => { const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth); assert.ok(over <= 0, `${name}: ${over} px too wide`); };

for (const name of ['chromium', 'firefox'] as const) {
  const engine = engines[name];
  describe(`listings in ${name}`, { skip: engine.there ? false : `${name} is not installed`, concurrency: false }, () => {
    let world: World;
    let browser: Browser;
    let ruth: StaffPage;
    before(async () => { world = await startWorld(); browser = await engine.launch(); ruth = await enterStaff(world, browser, 'Ruth', PARTNER); });
    after(async () => { await browser.close(); await world.stop(); });

    test('a coordinator begins a listing, sees it as visitors will, and shows it to them; Enter alone shows nothing', async () => {
      const { page } = ruth;
      await groupsOf(ruth);
      await page.getByRole('button', { name: 'New group' }).click();
      await page.getByRole('heading', { name: 'A group without a name' }).waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Evening walk');
      await page.keyboard.press('Enter');
      await page.getByText('Draft saved').waitFor();
      await page.getByText('A draft. Visitors do not see it').waitFor();
      await page.getByLabel('One sentence').fill('A slow walk by the river.');
      await page.getByLabel('How often').selectOption('weekly');
      await page.getByRole('checkbox', { name: 'Monday' }).check();
      await page.getByLabel('Begins at').fill('18:30');
      assert.equal(await page.getByLabel('Time zone').inputValue(), 'America/Chicago', "the program's own");
      await page.getByLabel('Address, in one line').fill('12 River Rd, Springfield, IL');
      await page.getByRole('button', { name: 'Take the point of the town' }).click();
      await page.getByText('Taken: Springfield, IL, US.').waitFor();
      await page.getByText('Who it is for').first().click();
      await page.getByRole('checkbox', { name: 'Grief' }).check();
      await page.getByRole('checkbox', { name: 'Sign up first' }).check();
      const preview = page.getByRole('complementary', { name: 'How visitors see it' });
      await preview.getByText('A slow walk by the river.').waitFor();
      await preview.getByText('6:30 – 7:30 PM').waitFor();
      await preview.getByText('Say what a newcomer can expect.').waitFor();
      await page.getByRole('button', { name: /^Not on / }).first().click();
      await page.getByText('Dates that do not take place').waitFor();
      // One date at another hour, by keyboard: Escape leaves it, Enter moves it and shows nothing to visitors.
      await page.getByRole('button', { name: /^At another time / }).first().press('Enter');
      const place = page.getByRole('group', { name: /^In place of / });
      await place.getByLabel('Time').press('Escape');
      await place.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^At another time / }).first().press('Enter');
      await place.getByLabel('Day').and(page.locator(':focus')).waitFor();
      assert.deepEqual(await axeFinds(page), []);
      await place.getByLabel('Time').fill('');
      await place.getByLabel('Time').press('Enter');
      assert.ok(await place.isVisible(), 'a date needs an hour');
      await place.getByLabel('Time').fill('17:15');
      await place.getByLabel('Time').press('Enter');
      await preview.getByText('5:15 – 6:15 PM').waitFor();
      await page.getByText(/6:30 PM → .*5:15 PM/).waitFor();
      await page.getByRole('button', { name: /^Put it back / }).click();
      await preview.getByText('5:15 – 6:15 PM').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^At another time / }).first().click();
      await place.getByLabel('Time').fill('17:15');
      await place.getByRole('button', { name: 'Move it' }).click();
      await preview.getByText('5:15 – 6:15 PM').waitFor();
      await page.getByText('A draft. Visitors do not see it').waitFor();
      assert.deepEqual(await axeFinds(page), []);
      await show(page);
      const visitor = await (await browser.newContext(options)).newPage();
      await visitor.goto(`${world.pages}/veteran/`);
      await visitor.getByRole('searchbox', { name: 'Search groups' }).fill('evening walk');
      await visitor.getByRole('button', { name: 'Evening walk' }).click();
      await visitor.getByText('12 River Rd').first().waitFor();
      await visitor.getByText('5:15 – 6:15 PM').first().waitFor();
      await visitor.getByRole('button', { name: 'I plan to come' }).click();
      await visitor.getByText('The group knows that one more person plans to come.').waitFor();
      const [asking] = await Promise.all([visitor.context().waitForEvent('page'), visitor.getByRole('link', { name: /^Ask how to join/ }).click()]);
      await asking.getByLabel('Your e-mail or phone number').fill('555-0177');
      await asking.getByRole('button', { name: 'Ask', exact: true }).click();
      await asking.getByText('We have your question.').waitFor();
      assert.deepEqual(await axeFinds(asking), []);
      await groupsOf(ruth);
      await page.getByRole('heading', { name: '1 person asks how to join' }).waitFor();
      await page.getByRole('button', { name: 'How to reach them' }).click();
      await page.getByText('555-0177', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Answered: delete it' }).click();
      await page.getByRole('button', { name: 'Yes, delete it' }).click();
      await page.getByText('What they left is deleted.').waitFor();
      await openGroup(ruth, 'Evening walk');
      await page.getByText('1 plan to come').waitFor();
      await visitor.context().close();
    });

    test('who leads a group changes it, counts who came and says that it is right, and sees no other', async () => {
      const { page } = ruth;
      await openGroup(ruth, 'Trail walk');
      await page.getByRole('group', { name: 'Who leads it' }).getByRole('checkbox', { name: 'Rosa' }).check();
      await page.getByRole('group', { name: 'Who leads it' }).locator('xpath=..').getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.', { exact: true }).waitFor();
      const rosa = await enterStaff(world, browser, 'Rosa', PARTNER);
      await groupsOf(rosa);
      assert.equal(await rosa.page.locator('kith-groups').getByRole('listitem').count(), 1);
      await openGroup(rosa, 'Trail walk');
      assert.equal(await rosa.page.getByRole('button', { name: 'Take it away from visitors' }).count(), 0);
      await rosa.page.getByLabel('One sentence').fill('A slow walk. Dogs welcome.');
      await show(rosa.page);
      await rosa.page.getByText('A slow walk. Dogs welcome.').last().waitFor();
      const came = rosa.page.getByRole('spinbutton', { name: /^People who came on / }).first();
      await came.fill('12');
      await came.press('Enter');
      await rosa.page.getByText(/^Saved for /).waitFor();
      await came.fill('');
      await came.press('Enter');
      await rosa.page.getByText(/^Taken back: /).waitFor();
      await came.fill('12');
      await came.press('Enter');
      await rosa.page.getByText(/^Saved for /).waitFor();
      await rosa.page.getByRole('button', { name: 'It is still right' }).click();
      await rosa.page.getByText('Thank you. Visitors read that it was checked today.').waitFor();
      // What is not right yet is kept as a draft, and said with the field that it is about.
      await rosa.page.getByText('Who it is for').first().click();
      await rosa.page.getByLabel('Languages, like en, es').fill('Eng lish');
      await rosa.page.getByText('Draft saved').waitFor();
      await rosa.page.getByRole('button', { name: 'Show to visitors' }).click();
      await rosa.page.getByText(/^Languages: /).first().waitFor();
      await rosa.page.getByLabel('Languages, like en, es').fill('en');
      await show(rosa.page);
      // A version back: a draft first, then for visitors.
      await rosa.page.getByRole('button', { name: /^Make this the draft/ }).last().click();
      await rosa.page.getByText('This version is the draft now.').waitFor();
      assert.notEqual(await rosa.page.getByLabel('One sentence').inputValue(), 'A slow walk. Dogs welcome.');
      await show(rosa.page);
      await rosa.page.context().close();
    });

    test('two people at one listing: nobody writes over the other without knowing', async () => {
      const other = await enterStaff(world, browser, 'Ruth', PARTNER);
      await openGroup(ruth, 'Guitars and such');
      await openGroup(other, 'Guitars and such');
      await ruth.page.getByLabel('One sentence').fill('The first one wrote this.');
      await ruth.page.getByText('Draft saved').waitFor();
      await other.page.getByLabel('One sentence').fill('The second one wrote this.');
      await other.page.getByText('Somebody else has written in this draft meanwhile.').waitFor();
      await other.page.getByRole('button', { name: 'Load what they wrote' }).click();
      await other.page.getByText('Somebody else has written').waitFor({ state: 'detached' });
      assert.equal(await other.page.getByLabel('One sentence').inputValue(), 'The first one wrote this.');
      await show(ruth.page);
      await other.page.getByLabel('One sentence').fill('The second one again.');
      await show(other.page, 'Somebody else has shown a change to visitors meanwhile.');
      assert.equal(await other.page.getByLabel('One sentence').inputValue(), 'The second one again.');
      await show(other.page);
      await other.page.context().close();
    });

    test('a new group of a facilitator waits for a coordinator; a listing goes and comes back', async () => {
      const rosa = await enterStaff(world, browser, 'Rosa', PARTNER);
      await groupsOf(rosa);
      await rosa.page.getByRole('button', { name: 'New group' }).click();
      await rosa.page.getByLabel('Name', { exact: true }).fill('Morning tea');
      await show(rosa.page, 'A coordinator shows a new group to visitors.');
      await rosa.page.context().close();
      const { page } = ruth;
      await groupsOf(ruth);
      await page.getByRole('button', { name: /^Drafts \(/ }).click();
      await page.getByRole('link', { name: 'Morning tea' }).click();
      await page.getByRole('heading', { name: 'Morning tea', level: 1 }).waitFor();
      await show(page);
      await page.getByRole('button', { name: 'Take it away from visitors' }).click();
      await page.getByRole('button', { name: 'Yes, take it away' }).click();
      await page.getByText('Visitors do not see it any more. It can come back.').waitFor();
      await page.getByRole('button', { name: /^Make this the draft/ }).first().click();
      await page.getByText('This version is the draft now.').waitFor();
      await show(page);
    });

    test('on a phone: the answer, the question and what is to be mended are where one looks; what was written stays, wherever one goes', async () => {
      const phone = await enterStaff(world, browser, 'Ruth', PARTNER, { viewport: { width: 390, height: 844 } });
      const { page, context } = phone;
      const inSight = async (what: Locator, message: string) => { await what.waitFor(); const box = await what.boundingBox(); assert.ok(box && box.y >= 0 && box.y + box.height <= 844, `${message}: ${JSON.stringify(box)}`); };
      await openGroup(phone, 'Trail walk');
      await show(page);
      await inSight(page.getByText('Visitors see it now.'), 'the answer');
      await page.getByText('Who it is for').first().click();
      await page.getByLabel('From age').fill('30');
      await page.getByLabel('To age').fill('20');
      await page.getByText('Who it is for').first().click();
      await page.getByRole('button', { name: 'Show to visitors' }).click();
      await page.getByLabel('To age').and(page.locator(':focus')).waitFor();
      await inSight(page.getByText(/^To age: Write an age/), 'what is to be mended');
      assert.deepEqual(await axeFinds(page), []);
      await page.getByLabel('From age').fill('');
      await page.getByLabel('To age').fill('');
      await page.getByText('Draft saved').waitFor();
      // Without a network: another part of the console, another program, the browser's Back.
      await context.setOffline(true);
      await page.getByLabel('One sentence').fill('Written in the tunnel.');
      await inSight(page.getByText('The draft could not be saved.'), 'that it is not saved');
      const menu = page.getByRole('navigation');
      await menu.getByRole('link', { name: 'People', exact: true }).click();
      await page.getByRole('heading', { name: 'People', exact: true }).waitFor();
      await page.goBack();
      await page.getByLabel('One sentence').waitFor();
      assert.equal(await page.getByLabel('One sentence').inputValue(), 'Written in the tunnel.');
      await page.goBack();
      await page.getByRole('heading', { name: 'Groups', exact: true }).waitFor();
      await page.getByRole('combobox').first().selectOption({ index: 0 });
      await page.getByRole('combobox').first().selectOption({ label: PARTNER });
      await context.setOffline(false);
      await openGroup(phone, 'Trail walk');
      await page.getByText('What you wrote is here again.').waitFor();
      await page.getByText('Draft saved').waitFor();
      assert.equal(await page.getByLabel('One sentence').inputValue(), 'Written in the tunnel.');
      // Somebody else writes in it.
      await openGroup(ruth, 'Trail walk');
      await ruth.page.getByLabel('One sentence').fill('The other one wrote this.');
      await ruth.page.getByText('Draft saved').waitFor();
      await page.getByLabel('One sentence').fill('Written on the phone.');
      await inSight(page.getByText('Somebody else has written in this draft meanwhile.'), 'the question');
      assert.deepEqual(await axeFinds(page), []);
      await menu.getByRole('link', { name: 'People', exact: true }).click();
      await openGroup(phone, 'Trail walk');
      await page.getByRole('button', { name: 'Keep what I wrote' }).click();
      await page.getByText('Draft saved').waitFor();
      assert.equal(await page.getByLabel('One sentence').inputValue(), 'Written on the phone.');
      await show(page);
      await context.close();
    });

    test('in every size and scheme: nothing is cut off, axe finds nothing', async () => {
      const { page } = ruth;
      for (const [width, scheme] of [[320, 'light'], [768, 'dark'], [1280, 'dark']] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        await groupsOf(ruth);
        await noSideways(page, `list ${width}`);
        assert.deepEqual(await axeFinds(page), [], `list ${width} ${scheme}`);
        await openGroup(ruth, 'Trail walk');
        await page.getByRole('complementary', { name: 'How visitors see it' }).getByText('Trail walk').waitFor();
        await page.locator('kith-group-editor').evaluate((editor) => { for (const part of editor.shadowRoot!.querySelectorAll('details')) part.open = true; });
        await noSideways(page, `listing ${width}`);
        assert.deepEqual(await axeFinds(page), [], `listing ${width} ${scheme}`);
      }
    });
  });
}
