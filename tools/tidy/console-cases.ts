/** For the test of the rules: rule, path, what breaks the rule there, and what keeps it. */
export const consoleCases: [rule: string, path: string, breaches: string[], kept: string[]][] = [
  [
    'screen-texts',
    'console/ui/page.tsx',
    [
      'const a = <p>Save</p>',
      "const a = <p>{'Save'}</p>",
      "const a = <p>{isNew ? '新建' : null}</p>",
      'const a = <Input ariaLabel="Name" />',
      "const a = <Field errorText={isEmpty && 'Enter a name.'} />",
    ],
    [
      "const a = <p>{t('common.save')} · {'–'}</p>",
      'const a = <Header variant="h1" description={t(`state.${state}`)} />',
      "const a = <Field errorText={isEmpty ? t('name.missing') : ''} />",
    ],
  ],
  ['screen-texts', 'console/ui/page.test.tsx', [], ['const a = <p>Save</p>']],
  [
    'url-place',
    'console/app/modules/orders/orders-page.tsx',
    ["const a = '/orders'", 'const a = `/orders/${id}`', 'const a = <Link href="/orders" />'],
    ['const a = paths.orders()', "const a = text.startsWith('/')", "import { a } from './order.ts'"],
  ],
  ['url-place', 'console/paths.ts', [], ["const a = '/orders'"]],
  ['url-place', 'server/app.ts', [], ["const a = '/orders'"]],
  [
    'console-kinds',
    'console/app/modules/orders/orders-page.tsx',
    ['export function OrdersPage() {}\nexport function OrderRow() {}'],
    ['export function OrdersPage() {}\nfunction Row() {}\nexport function useRows() {}'],
  ],
  ['console-kinds', 'console/app/modules/sales/sales-page.tsx', ['export function SalesPage() {}'], []],
  ['console-kinds', 'console/ui/OrderRow.tsx', ['export function OrderRow() {}'], []],
]
