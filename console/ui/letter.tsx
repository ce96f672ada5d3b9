interface LetterProps {
  readonly name: string
  readonly text: string
}

/** A letter to read where it is accepted, however long it is. */
export function Letter({ name, text }: LetterProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard too
    <section className="letter" aria-label={name} tabIndex={0}>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}
