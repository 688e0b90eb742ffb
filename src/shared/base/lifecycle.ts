/** Something that holds a resource until it is disposed. */
export interface Disposable {
  dispose(): void;
}

/** Owns resources and releases them in reverse order of acquisition. */
export class DisposableStore implements Disposable {
  private readonly owned: Disposable[] = [];
  private closed = false;

  /** Late additions to a closed store are released at once, so an `await` cannot leak. */
  add<T extends Disposable>(resource: T): T {
    if (this.closed) resource.dispose();
    else this.owned.push(resource);
    return resource;
  }

  /** Runs `release` when the store closes. */
  defer(release: () => void): void {
    this.add({ dispose: release });
  }

  /** Releases everything once; throws an `AggregateError` after all were tried. */
  dispose(): void {
    if (this.closed) return;
    this.closed = true;
    const failures: unknown[] = [];
    for (const resource of this.owned.splice(0).reverse()) {
      try {
        resource.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some resources failed to close');
  }
}
