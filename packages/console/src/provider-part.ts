import { isApiError } from '@kith/sdk/staff';
import { words } from './locale/en.ts';
import { Part } from './part.ts';

const say = words.signIn;

/** A part that leads to the organization's own sign-in, and says how that ended. */
export abstract class ProviderPart extends Part {
  static override properties = { ...Part.properties, provider: { state: true } };
  /** What it is called; empty where there is none. */
  protected provider = '';

  protected async askProvider(): Promise<void> {
    const { outcome } = this.state;
    this.state.outcome = '';
    this.provider = await this.state.provider();
    if (outcome) this.problem = say.outcomes[outcome]?.(this.provider) ?? '';
  }
  protected override problemOf(error: unknown): string { return isApiError(error) && error.code === 'not-ready' ? say.providerAway(this.provider) : super.problemOf(error); }
  /** Leaves the console; the provider sends people back to it. */
  protected async goToProvider(path: string): Promise<void> {
    await this.run(async () => { location.assign((await this.state.api.post(path, {}) as { url: string }).url); });
  }
}
