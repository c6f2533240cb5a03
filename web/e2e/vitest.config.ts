import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By name: signing in comes first, because only it may find a server without members. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId)));
  }
}

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    globalSetup: ['server.ts'],
    environment: 'node',
    // The journeys share one server and its first member, so they run one after the other, in this order.
    fileParallelism: false,
    sequence: { concurrent: false, sequencer: ByName },
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
