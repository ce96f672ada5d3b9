/** The data of each server-sent event of a body, read as JSON; comments and other fields say nothing to us. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let unread = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const events = (unread + decoder.decode(value, { stream: true })).split('\n\n')
      unread = events.pop() ?? ''
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: '))
        if (data.length > 0) yield JSON.parse(data.map((line) => line.slice('data: '.length)).join('\n'))
      }
    }
  } finally {
    await reader.cancel()
  }
}
