/** How companies of one country are called, and reached. */
export interface Country {
  readonly dial: string
  readonly stems: readonly string[]
  readonly trades: readonly string[]
  readonly form: string
  readonly homeRegion: string
}

const europe = 'eu-west-101'

export const countries: readonly Country[] = [
  {
    dial: '+49 15',
    stems: ['Rheintal', 'Nordsee', 'Alpen', 'Hanse', 'Elbe', 'Isar', 'Neckar'],
    trades: ['Maschinenbau', 'Logistik', 'Medizintechnik', 'Solar', 'Verlag'],
    form: 'GmbH',
    homeRegion: europe,
  },
  {
    dial: '+358 40',
    stems: ['Helsinki', 'Tampere', 'Turku', 'Oulu', 'Espoo', 'Lahti', 'Kuopio'],
    trades: ['Robotics', 'Forest Data', 'Marine', 'Analytics', 'Paper'],
    form: 'Oy',
    homeRegion: europe,
  },
  {
    dial: '+46 70',
    stems: ['Malmö', 'Uppsala', 'Lund', 'Örebro', 'Kiruna', 'Visby', 'Kalmar'],
    trades: ['Energi', 'Logistik', 'Biotech', 'Spel', 'Design'],
    form: 'AB',
    homeRegion: europe,
  },
  {
    dial: '+47 9',
    stems: ['Bergen', 'Tromsø', 'Stavanger', 'Bodø', 'Ålesund', 'Molde', 'Narvik'],
    trades: ['Seafood', 'Shipping', 'Subsea', 'Kraft', 'Data'],
    form: 'AS',
    homeRegion: europe,
  },
  {
    dial: '+45 2',
    stems: ['Aarhus', 'Odense', 'Aalborg', 'Esbjerg', 'Vejle', 'Ribe', 'Skagen'],
    trades: ['Vind', 'Mejeri', 'Pharma', 'Møbler', 'Media'],
    form: 'ApS',
    homeRegion: europe,
  },
  {
    dial: '+372 5',
    stems: ['Tallinn', 'Tartu', 'Narva', 'Pärnu', 'Viljandi', 'Haapsalu', 'Rakvere'],
    trades: ['Soft', 'Transport', 'Labs', 'Timber', 'Fintech'],
    form: 'OÜ',
    homeRegion: europe,
  },
  {
    dial: '+31 6',
    stems: ['Maas', 'Utrecht', 'Delft', 'Zwolle', 'Breda', 'Leiden', 'Texel'],
    trades: ['Fietsen', 'Agro', 'Water', 'Photonics', 'Trading'],
    form: 'B.V.',
    homeRegion: europe,
  },
  {
    dial: '+48 60',
    stems: ['Wisła', 'Gdańsk', 'Kraków', 'Łódź', 'Poznań', 'Toruń', 'Lublin'],
    trades: ['Stal', 'Motors', 'Kosmetyki', 'Cyfrowa', 'Transport'],
    form: 'Sp. z o.o.',
    homeRegion: europe,
  },
  {
    dial: '+65 9',
    stems: ['Merlion', 'Changi', 'Orchard', 'Sentosa', 'Tampines', 'Bukit', 'Marina'],
    trades: ['Freight', 'Foods', 'Payments', 'Clinics', 'Tutors'],
    form: 'Pte. Ltd.',
    homeRegion: 'ap-southeast-3',
  },
  {
    dial: '+852 6',
    stems: ['Harbour', 'Kowloon', 'Lantau', 'Victoria', 'Peak', 'Sai Kung', 'Stanley'],
    trades: ['Trading', 'Toys', 'Insurance', 'Studios', 'Jewellery'],
    form: 'Ltd.',
    homeRegion: 'ap-southeast-1',
  },
]

export const china = { dial: '+86 13', homeRegion: 'cn-north-4' }
/** Companies in China, each with its account name. */
export const chineseCompanies: readonly (readonly [name: string, accountName: string])[] = [
  ['深圳云桥科技有限公司', 'shenzhen-yunqiao'],
  ['杭州青禾数据有限公司', 'hangzhou-qinghe'],
  ['上海远帆物流有限公司', 'shanghai-yuanfan'],
  ['北京智衡软件有限公司', 'beijing-zhiheng'],
  ['成都锦川游戏有限公司', 'chengdu-jinchuan'],
  ['广州南湾电商有限公司', 'guangzhou-nanwan'],
  ['苏州明湖精密仪器有限公司', 'suzhou-minghu'],
  ['武汉江岸生物医药有限公司', 'wuhan-jiangan'],
  ['厦门海韵传媒有限公司', 'xiamen-haiyun'],
  ['西安长风教育科技有限公司', 'xian-changfeng'],
]

export const givenNames = listOf(
  'Emma, Lukas, Ingrid, Matti, Sofia, Henrik, Aino, Jonas, Katarzyna, Pieter, Liis, Anders, Freja, Tomasz',
  'Sanne, Oliver, Hanna, Mikael, Johanna, Rasmus, Birgit, Farid, Priya, Noah',
)
export const familyNames = listOf(
  'Schneider, Virtanen, Johansson, Hansen, Nielsen, Tamm, de Vries, Kowalska, Tan, Wong, Keller, Laine, Berg',
  'Dahl, Lund, Kask, Bakker, Zielinski, Lim, Chan, Wagner, Salo, Ekman',
)
export const chineseNames = listOf(
  'Wang Fang, Zhang Min, Liu Yang, Chen Jie, Yang Lei, Zhao Jing, Huang Tao, Zhou Ping, Wu Xia, Xu Qiang',
  'Sun Li, Ma Chao, Zhu Hong, Hu Bo, Guo Ying, He Gang, Lin Na, Luo Bin, Gao Yun',
)

export const tags = listOf(
  'key account, manufacturing, public sector, retail, start-up, education, finance, healthcare, migration',
  'renewal due, gpu, net 30',
)

function listOf(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(', '))
}

/** A name in small letters, digits and hyphens. */
export function slugOf(name: string): string {
  return name
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** An e-mail address of a person at a company. */
export function emailOf(person: string, company: string): string {
  return `${slugOf(person).replaceAll('-', '.')}@${company}.example`
}
