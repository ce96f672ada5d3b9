/** The operator's page of letters. */
export const letters = {
  'letters.title': 'Letters',
  'letters.description': 'What partners accept before they ask, and customers before they allow.',
  'letters.help':
    'A new version binds whoever accepts it from now on. What was accepted before stays bound to the very text that was read, and every version stays readable.',
  'letters.version': 'Version',
  'letters.version.of': 'Version {version}',
  'letters.version.inForce': 'Version {version}, in force',
  'letters.version.choose': 'Version: {letter}',
  'letters.publishedAt': 'Published',
  'letters.english': 'English',
  'letters.chinese': 'Simplified Chinese',
  'letters.edit': 'New version',
  'letters.edit.label': 'New version: {letter}',
  'letters.edit.title': 'New version: {letter}',
  'letters.edit.text':
    'Paragraphs are separated by an empty line. The version in force stays readable, and those who accepted it stay bound to it.',
  'letters.publish': 'Publish',
  'letters.published': '{letter}: version {version} is in force',
  'letters.same': 'Change something first: the text is the one in force.',
  'letters.empty': 'Both languages need a text.',
} as const
