import '@cloudscape-design/global-styles/index.css'
import './global.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followLinks } from '#console/app/follow-links.ts'
import { watchSession } from '#console/app/watch-session.ts'
import { SpokenApp } from '#console/app/spoken-app.tsx'
import { router } from './routes.tsx'
import { loadLanguage } from '#console/text/load-language.ts'
import { applyLook, currentLook } from '#console/ui/preferences.ts'

applyLook()
const place = document.getElementById('root')
if (!place) throw new Error('index.html has no place for the console')
followLinks(router)
watchSession(router)
const first = await loadLanguage(currentLook().language)
createRoot(place).render(
  <StrictMode>
    <SpokenApp first={first}>
      <RouterProvider router={router} />
    </SpokenApp>
  </StrictMode>,
)
