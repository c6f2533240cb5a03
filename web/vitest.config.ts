import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'lint/**/*.test.js',
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'fixtures/**/*.test.ts',
      'e2e/*.test.ts',
    ],
    environment: 'jsdom',
    setupFiles: ['fixtures/browser.ts'],
  },
});
