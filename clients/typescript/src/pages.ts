/** Lists: iterate, and the pages are fetched as they are needed. */

/** One page. `raw` is the answer's JSON, with what is answered besides. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A list: `for await (const each of client.customers.list())` gives everything, each page when it is reached. */
export class Paged<T> implements AsyncIterable<T> {
  readonly #fetch: (cursor: string | undefined) => Promise<Page<T>>;

  constructor(fetch: (cursor: string | undefined) => Promise<Page<T>>) {
    this.#fetch = fetch;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) {
      yield* page.items;
    }
  }

  /** The pages one by one. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let cursor: string | undefined;
    for (;;) {
      const page = await this.#fetch(cursor);
      yield page;
      if (!page.hasMore || page.nextCursor === null) {
        return;
      }
      cursor = page.nextCursor;
    }
  }

  /** One page: the first, or the one at a `nextCursor`. */
  page(cursor?: string): Promise<Page<T>> {
    return this.#fetch(cursor);
  }
}
