/** My Account: the member, the account, how the console looks, and the session. */
export const account = {
  'account.description': 'Who you are here, how the console looks to you, and your session.',
  'account.help':
    'Language, theme and density are yours alone and follow you wherever you sign in.\nYour name, e-mail and roles are kept by an administrator or owner of your account.',
  'account.member': 'Member',
  'account.name': 'Name',
  'account.email': 'E-mail',
  'account.roles': 'Roles',
  'account.account': 'Account',
  'account.kind': 'Kind',
  'account.id': 'Account ID',
  'account.copyId': 'Copy the account ID',
  'account.look': 'Appearance',
  'account.look.text': 'Kept for you alone, wherever you sign in.',
  'account.others': 'Your other accounts',
  'account.others.text': 'Changing over ends this session here and begins one in the other account.',
  'account.others.none': 'You are a member of this account only.',
  'account.change': 'Change over',
  'account.changeTo': 'Change over to {name}',
  'account.session': 'Session',
  'account.session.text':
    'Signing out ends this session on the server, in every tab, and with it whatever you do on behalf of customers.',
} as const
