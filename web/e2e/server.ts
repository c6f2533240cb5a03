import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const START_MS = 60_000;
export const SETUP_TOKEN = 'the-token-of-the-journeys';

/** A server that runs, and where. */
export interface Serving {
  server: ChildProcess;
  url: string;
}

/** Runs the demo's loop into `data`, so that the pages have something to show. */
function loadDemo(bin: string, data: string): void {
  console.log(`running the demo into ${data}`);
  const run = spawnSync(bin, ['demo', '--headless', '--json', '--data', data], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`\`${bin} demo\` failed: ${run.stderr}`);
}

/** Makes a write key for the SDKs; `browser` is what a page carries. */
function makeKey(bin: string, data: string): string {
  const made = spawnSync(bin, ['key', 'create', 'sdk', '--json', '--data', data], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`\`${bin} key create\` failed: ${made.stderr}`);
  return (JSON.parse(made.stdout) as { write_key: string }).write_key;
}

/** Starts the server, on a free port unless one is named, with a set-up token of ours; waits for its address. */
export async function serve(bin: string, data: string, port = '0'): Promise<Serving> {
  const server = spawn(bin, ['serve', '--port', port, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TRUELIFT_SETUP_TOKEN: SETUP_TOKEN },
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`\`${bin} serve\` named no address: ${said}`));
    }, START_MS);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)?.[0];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`\`${bin} serve\` ended with ${code}: ${said}`));
    });
  });
  return { server, url };
}

/** Stops a server, and waits for its end. */
export async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

const LET_PASS = `
import json, sqlite3, sys
store = sqlite3.connect(sys.argv[1])
store.execute(
    "insert into setting (workspace, key, value) select workspace, 'now', ? from workspace where true "
    "on conflict (workspace, key) do update set value = excluded.value",
    (json.dumps(sys.argv[2]),),
)
store.commit()
`;

/**
 * Lets days pass in the data of a server that stands still. A workspace that is not simulated lives by the clock on
 * the wall and nobody may move its date; a test does not wait for a week.
 */
export function letPass(data: string, to: Date): void {
  const run = spawnSync('python3', ['-c', LET_PASS, join(data, 'store.db'), to.toISOString()], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`the days did not pass: ${run.stderr}`);
}

/**
 * Provides the server of the journeys: the one at TRUELIFT_URL, or the binary TRUELIFT_BIN on a free port. The
 * binary's data are in TRUELIFT_DATA, with the demo loaded and no member yet, or in a folder made for the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TRUELIFT_URL'];
  if (given !== undefined) {
    project.provide('baseUrl', given.replace(/\/$/, ''));
    project.provide('setupToken', process.env['TRUELIFT_SETUP_TOKEN'] ?? SETUP_TOKEN);
    project.provide('writeKey', process.env['TRUELIFT_WRITE_KEY'] ?? '');
    return () => Promise.resolve();
  }
  const bin = process.env['TRUELIFT_BIN'];
  if (bin === undefined) {
    throw new Error('name a running server in TRUELIFT_URL, or the binary in TRUELIFT_BIN (`make e2e` does)');
  }
  const ours =
    process.env['TRUELIFT_DATA'] === undefined ? mkdtempSync(join(tmpdir(), 'truelift-e2e-')) : null;
  const data = ours ?? process.env['TRUELIFT_DATA'] ?? '';
  if (ours !== null) loadDemo(bin, ours);
  const writeKey = makeKey(bin, data);
  const { server, url } = await serve(bin, data);
  project.provide('baseUrl', url);
  project.provide('setupToken', SETUP_TOKEN);
  project.provide('writeKey', writeKey);
  return async () => {
    await stop(server);
    if (ours !== null) rmSync(ours, { recursive: true, force: true });
  };
}
