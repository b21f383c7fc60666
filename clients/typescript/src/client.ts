/** The client. */

import { Core, type Setting } from "./core.js";
import { Resources } from "./resources.js";

/** What `withOptions` changes. */
export type Changes = Partial<Omit<Setting, "key" | "url" | "fetch">>;

/** The API: `await new Faktura({ key }).invoices.list().page()`. */
export class Faktura extends Resources {
  constructor(setting: Setting) {
    super(new Core(setting));
  }

  /** The same client with other options. */
  withOptions(changes: Changes): Faktura {
    return new Faktura({ ...this.core.setting, ...changes });
  }
}
