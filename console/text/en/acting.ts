export const acting = {
  'acting.banner': 'Acting for a customer',
  'acting.who': 'You are acting for {customer} as {member} of {partner}',
  'acting.timeLeft': '{minutes} min left',
  'acting.allowed': 'allowed: {what}',
  'acting.between': '; ',
  'acting.endsSoon': 'You can act for this customer for less than five minutes more',
  'acting.endsSoon.hour':
    'An acting session lasts an hour at most. Place what is ready now; for more, switch back and start again.',
  'acting.endsSoon.idleness': 'Nothing has been done here for a while. It goes on as soon as you do something.',
  'acting.still': 'Your acting session for {customer} goes on. If nothing is done in it, it ends at {until}.',
  'acting.stillMore': 'You are acting for more customers than these. Leave one here to see the next.',
  'acting.goBack': 'Go back',
  'acting.goBackTo': 'Go back to acting for {customer}',
  'acting.leaveOf': 'Switch Role: no longer act for {customer}',
  'actingEnded.title': 'You are no longer acting for this customer',
  'actingEnded.text': 'You acted for {customer} until {at}.',
  'actingEnded.noCause': 'What this acting session stands on does not hold any more.',
  'actingEnded.orders':
    'Orders placed before then stand; you find them under Customer Orders. A draft that was not placed is gone.',
  'actingEnded.back': 'Back to the customer',
} as const
