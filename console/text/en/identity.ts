export const identity = {
  'signIn.title': 'Sign in',
  'signIn.intro': 'Sell cloud services, and act for your customers with their consent.',
  'signIn.email': 'E-mail',
  'signIn.password': 'Password',
  'signIn.submit': 'Sign in',
  'signIn.unfinished':
    'When you signed out, it was not known whether your last order was placed. Look in the orders before you order the same again.',
  'signIn.expired': 'Your session has ended. Sign in to go on where you were.',
  'signIn.emailMissing': 'Enter your e-mail address.',
  'signIn.passwordMissing': 'Enter your password.',
  'signIn.chooseAccount': 'Choose an account',
  'signIn.chooseAccount.text':
    'You are a member of several accounts. You can change over at any time under My Account.',
  'signIn.continue': 'Continue',
  'home.title': 'Home',
  'account.title': 'My Account',
} as const
