import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fixtureServer } from './fixtures/fixtureServer';

/** With TRUELIFT_URL the development server speaks to a real server, without it to the fixtures. */
const realServer = process.env['TRUELIFT_URL'];

export default defineConfig({
  plugins: [react(), ...(realServer === undefined ? [fixtureServer()] : [])],
  server: realServer === undefined ? {} : { proxy: { '/api': { target: realServer, changeOrigin: true } } },
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
});
