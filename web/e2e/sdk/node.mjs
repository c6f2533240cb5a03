// Sends one message of each kind with the official Node SDK. Usage: node node.mjs ADDRESS KEY
import { Analytics } from '@segment/analytics-node';

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host, maxRetries: 1 });
const errors = [];
analytics.on('error', (error) => errors.push(error));
analytics.identify({ userId: 'sdk-node', traits: { name: 'Nadia Oberholtzer', email: 'nadia@sdk.example' } });
analytics.track({
  userId: 'sdk-node',
  event: 'Order Completed',
  properties: { revenue: 19.99, currency: 'USD' },
});
analytics.page({ userId: 'sdk-node', name: 'Home' });
analytics.screen({ userId: 'sdk-node', name: 'Basket' });
analytics.group({ userId: 'sdk-node', groupId: 'sdk-group' });
analytics.alias({ userId: 'sdk-node', previousId: 'sdk-node-before' });
await analytics.closeAndFlush({ timeout: 20_000 });
if (errors.length > 0) {
  console.error(errors);
  process.exit(1);
}
