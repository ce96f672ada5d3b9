import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The server that `npm run dev:console` shows: another than the usual one is named by its URL. */
const server = process.env['PROCURA_URL'] ?? 'http://127.0.0.1:8080'

/** Cloudscape's global styles carry eight fonts as data, 139 kB before the first page; the system's own do as well. */
const withoutFonts: Plugin = {
  name: 'without-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /global-styles\/index\.css$/ },
    handler: (css) => ({ code: css.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutFonts, react()],
  build: { outDir: 'dist', emptyOutDir: true, manifest: true, target: 'es2024', reportCompressedSize: false },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/v1': { target: server },
      '/docs': { target: server },
      // The sandbox answers programs with JSON where the console shows people a page.
      '/dev': { target: server, bypass: ({ headers, url }) => (headers.accept?.includes('text/html') ? url : null) },
    },
  },
})
