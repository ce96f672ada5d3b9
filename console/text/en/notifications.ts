export const notifications = {
  'mail.title': 'Mailbox of the sandbox',
} as const
