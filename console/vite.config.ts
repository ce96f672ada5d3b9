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

/**
 * What comes together in one file, where each module that two pages share would else be a file of its own: 171 of them
 * for Customer Management, and now 28. With each module come those that it imports, unless an earlier group has them.
 * What one page alone needs is left in its own.
 */
const together = [
  {
    // What is there before anybody has signed in, whose weight is limited: nothing may be here that no such page needs.
    name: 'door',
    priority: 3,
    test: new RegExp(
      [
        'console/(main|routes|text/spoken|app/(bare-layout|follow-links|return-to|watch-session))',
        'console/api/(forget-everything|last-member|use-api)',
        'console/ui/(door|mailbox-link|page|preferences|problem-alert|use-list-state)',
        'console/app/modules/identity/(sign-in-form|second-factor-form|choose-account|passkey-button|look-choice)',
        'console/app/modules/identity/new-password-fields',
        'components/(alert|box|button|container|form-field|header|input|link|space-between)/index',
        'vite/preload-helper',
      ]
        .map((start) => `${start}\\.[jt]sx?$`)
        .join('|'),
    ),
  },
  { name: 'frame', priority: 2, test: /console\/(ui\/frame\/frame|app\/modules\/orders\/draft-keeper)\.tsx$/ },
  { name: 'lists', priority: 1, test: /console\/ui\/(list-table|list-filter|customer-tabs)\.tsx$/ },
]

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutFonts, react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: together } } },
  },
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
