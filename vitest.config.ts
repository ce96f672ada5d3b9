import { defineConfig } from 'vitest/config'

/** A test without an assertion cannot fail, so it counts as failed. */
const expect = { requireAssertions: true }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'plain',
          include: ['{contract,sdk,cli,console,tools,brokers}/**/*.test.ts'],
          expect,
        },
      },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          expect,
          globalSetup: ['tools/test-postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
          // Groups run one after another: a project with its own maxWorkers may not share a group.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
