import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { launch } from './browser';
import { MEMBER } from './enter';

const FOLDER = join(import.meta.dirname, 'sdk');
const PYTHON = join(FOLDER, 'python_modules');
const UMD = join(FOLDER, 'node_modules/@segment/analytics-next/dist/umd');

/** Runs a program to its end, in the folder of the SDKs. */
function run(program: string, args: string[]): void {
  const env = { ...process.env, PYTHONPATH: PYTHON };
  const done = spawnSync(program, args, { cwd: FOLDER, encoding: 'utf8', env });
  expect(done.status, `${program} ${args[0] ?? ''}: ${done.stdout}${done.stderr}`).toBe(0);
}

/** How many events the server has on disk since it began, by its own count. */
async function accepted(): Promise<number> {
  const text = await (await fetch(`${inject('baseUrl')}/metrics`)).text();
  return Number(/^truelift_events_accepted_total (\d+)$/m.exec(text)?.[1]);
}

/** Waits until so many events were accepted beyond `before`. */
async function expectAccepted(before: number, n: number): Promise<void> {
  await expect.poll(accepted, { timeout: 30_000 }).toBe(before + n);
}

/** The SDKs as they come from the registries, in the versions of the lockfile and of requirements.txt. */
beforeAll(() => {
  if (!existsSync(UMD)) run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  if (!existsSync(join(PYTHON, 'segment'))) {
    run('python3', ['-m', 'pip', 'install', '--quiet', '--target', PYTHON, '-r', 'requirements.txt']);
  }
});

it('takes what the Python SDK sends, packed and plain', async () => {
  for (const encoding of ['gzip', 'plain']) {
    const before = await accepted();
    run('python3', ['python.py', inject('baseUrl'), inject('writeKey'), encoding]);
    await expectAccepted(before, 6);
  }
});

it('takes what the Node SDK sends', async () => {
  const before = await accepted();
  run('node', ['node.mjs', inject('baseUrl'), inject('writeKey')]);
  await expectAccepted(before, 6);
});

it('takes what the browser SDK sends from a page of another site', async () => {
  const before = await accepted();
  const site = createServer((request, response) => {
    const path = normalize(request.url ?? '/');
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Shop</title><script src="/index.js"></script>');
      return;
    }
    createReadStream(join(UMD, path))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await page.evaluate(
      async ({ key, address }) => {
        interface Analytics {
          identify: (id: string, traits: object) => Promise<unknown>;
          track: (event: string, properties: object) => Promise<unknown>;
          page: (name: string) => Promise<unknown>;
        }
        interface Sdk {
          AnalyticsBrowser: { load: (settings: object) => Analytics };
        }
        const sdk = (window as unknown as { AnalyticsNext: Sdk }).AnalyticsNext;
        const apiHost = `${address.replace('http://', '')}/v1`;
        const analytics = sdk.AnalyticsBrowser.load({
          writeKey: key,
          cdnSettings: { integrations: { 'Segment.io': { apiKey: key, apiHost, protocol: 'http' } } },
        });
        await analytics.identify('sdk-browser', { name: 'Berta Zwickelmann', email: 'berta@sdk.example' });
        await analytics.track('Product Viewed', { sku: 'P-1' });
        await analytics.page('Home');
      },
      { key: inject('writeKey'), address: inject('baseUrl') },
    );
    await expectAccepted(before, 3);
  } finally {
    await browser.close();
    site.close();
  }
});

it('knows the people they told of', async () => {
  const base = inject('baseUrl');
  const signedIn = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: MEMBER.email, password: MEMBER.password }),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const nPeople = async (query: string): Promise<number> => {
    const found = await fetch(`${base}/api/v1/people?q=${query}`, { headers: { cookie } });
    return ((await found.json()) as { n_total: number }).n_total;
  };
  for (const [query, n] of [
    ['nadia+oberholtzer', 1],
    ['priya+quellmann', 2],
    ['berta+zwickelmann', 1],
  ] as const) {
    await expect.poll(() => nPeople(query), { timeout: 60_000, interval: 1_000 }).toBe(n);
  }
});
