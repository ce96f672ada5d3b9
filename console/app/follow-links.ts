import type { AnyRouter } from '@tanstack/react-router'

/**
 * Lets the router follow every plain link of the console, whichever part of the page it stands in, so that a part only
 * has to name its `href`. Links to another tab, another site, or a file are the browser's own.
 */
export function followLinks(router: AnyRouter): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !isOurs(link)) return
    event.preventDefault()
    void router.navigate({ href: `${link.pathname}${link.search}${link.hash}` })
  })
}

function isOurs(link: HTMLAnchorElement): boolean {
  const leadsElsewhere = link.origin !== window.location.origin || (link.target !== '' && link.target !== '_self')
  const isServers = /^\/(v1|docs)(\/|$)/.test(link.pathname)
  const isHere = (link.getAttribute('href') ?? '').startsWith('#')
  return link.hasAttribute('href') && !leadsElsewhere && !isServers && !isHere && !link.hasAttribute('download')
}
