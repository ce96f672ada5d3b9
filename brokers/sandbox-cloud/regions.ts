/** The regions of the sandbox cloud, each with the city it stands in and its availability zones. */
export const regions = {
  'eu-west-101': { displayName: 'Dublin', zones: ['eu-west-101a', 'eu-west-101b', 'eu-west-101c'] },
  'ap-southeast-1': { displayName: 'Hong Kong', zones: ['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c'] },
  'ap-southeast-3': { displayName: 'Singapore', zones: ['ap-southeast-3a', 'ap-southeast-3b', 'ap-southeast-3c'] },
  'cn-north-4': { displayName: 'Beijing', zones: ['cn-north-4a', 'cn-north-4b'] },
} as const satisfies Record<string, { displayName: string; zones: readonly string[] }>

export type RegionId = keyof typeof regions

export const allRegions = Object.keys(regions) as RegionId[]
