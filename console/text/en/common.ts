/** Words that many pages share. */
export const common = {
  'common.cancel': 'Cancel',
  'common.close': 'Close',
  'common.loading': 'Loading…',
  'common.tryAgain': 'Try again',
  'common.requestId': 'Request ID: {id}',
  'common.noAnswer.title': 'No answer from the server',
  'common.noAnswer.text': 'The connection was lost, or the server cannot be reached. Check your network and try again.',
  'common.whoCanMend': '{what}: {who} can mend it. {how}',
  'common.previousPage': 'Previous page',
  'common.nextPage': 'Next page',
  'common.verificationCode': 'Verification code',
  'common.verificationCode.hint': 'Six digits, mailed to {email}. A code is good once, for {minutes} minutes.',
  'common.verificationCode.send': 'Send code',
  'common.verificationCode.sendAgain': 'Send another code',
  'common.verificationCode.sent': 'A code is on its way to {email}.',
} as const
