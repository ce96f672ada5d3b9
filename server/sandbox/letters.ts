import { createHash } from 'node:crypto'
import type { Row } from './sample-data/rows.ts'

interface Letter {
  readonly kind: 'commitment' | 'authorization'
  readonly language: 'en' | 'zh-CN'
  /** Paragraphs, each of lines that belong together. */
  readonly paragraphs: readonly (readonly string[])[]
}

const commitmentEnglish: Letter = {
  kind: 'commitment',
  language: 'en',
  paragraphs: [
    ['Commitment Letter of the Partner'],
    [
      'We ask our customer to let members of our company act in the customer’s account: to look at orders and',
      'resources, to choose products and to place orders on the customer’s behalf. By accepting this letter we',
      'commit our whole company, and everyone who acts for us, to the following.',
    ],
    [
      '1. We act only on the customer’s wish. Before each order we agree with the customer what is bought, for how',
      'long and at what price. The reason that we enter when we switch role is true and complete.',
    ],
    [
      '2. We stay within what the customer has granted. We do not split orders or use any other means to get around',
      'an amount, a number of orders, a kind of product or a date that the customer has set.',
    ],
    [
      '3. Each of our members acts under their own name and with their own sign-in. We never share passwords, codes',
      'or sessions. When a member leaves us or changes duties, we take the rights away on the same day.',
    ],
    [
      '4. We use what we see in the customer’s account for the customer’s purposes only, keep it confidential, and',
      'show it to nobody else.',
    ],
    [
      '5. The customer may revoke the authorization at any time and need not give us notice. Orders placed before',
      'that remain valid. We place none afterwards and do not press the customer to grant it again.',
    ],
    [
      '6. All that we do on the customer’s behalf is recorded, and both sides can read the record. If we have',
      'ordered something that the customer did not want, we say so at once and bear the cost that cannot be undone.',
    ],
    [
      'This letter applies to every authorization that we request while this version is in force. It neither',
      'replaces nor limits the contract between the customer and us.',
    ],
  ],
}

const authorizationEnglish: Letter = {
  kind: 'authorization',
  language: 'en',
  paragraphs: [
    ['Authorization Letter of the Customer'],
    [
      'With this letter you allow a partner to act in your account. Please read it before you confirm with the code',
      'that we mail to you.',
    ],
    [
      '1. What you allow. Members of the partner may do in your account what is listed under the scope of this',
      'authorization, and nothing else. You may narrow the scope now: fewer actions, fewer products, a lower amount',
      'for each order or month, fewer orders, an earlier end. The partner cannot widen it afterwards.',
    ],
    [
      '2. What an order means. An order that the partner places within the scope binds you as if you had placed it',
      'yourself. It counts against your budget and appears in your orders with the name of the person who placed',
      'it.',
    ],
    [
      '3. What the partner can never do in your account. It cannot change your members, passwords or contact details,',
      'raise your budget from inside, decide on or extend an authorization, end your association, or let anybody',
      'else act in its place. The budget is the partner’s own limit for you; it sets it in its own account, where',
      'each change is recorded.',
    ],
    [
      '4. What you can see. Every time someone switches into your account, and everything they do there, is',
      'recorded with person, time and reason. You can read this record at any time, also after the authorization',
      'has ended.',
    ],
    [
      '5. How it ends. The authorization ends on the date shown in its scope. You can revoke it at any earlier time',
      'under Authorization Management, with a reason and a code. From that moment the partner can place no further',
      'order. Orders placed before remain valid; orders not yet paid stay with you to pay or to cancel.',
    ],
    [
      'Only an owner of your account can confirm this letter. If you did not expect this request, reject it, and',
      'ask your partner why it was made.',
    ],
  ],
}

const commitmentChinese: Letter = {
  kind: 'commitment',
  language: 'zh-CN',
  paragraphs: [
    ['伙伴承诺书'],
    [
      '我方请求客户允许我公司成员进入客户账号进行操作：查看订单和资源、选择产品，并代客户下单。',
      '接受本承诺书，即表示我公司以及所有代表我公司行事的人员承诺遵守以下各条。',
    ],
    [
      '一、只按客户的意愿办事。每次下单之前，我方与客户就购买的内容、时长和价格达成一致。',
      '切换角色时填写的理由真实、完整。',
    ],
    ['二、不超出客户的授权范围。我方不以拆分订单或其他方式绕过客户设定的金额、订单数量、产品种类或期限。'],
    [
      '三、我方每位成员均以本人姓名和本人账号操作，绝不共用密码、验证码或会话。',
      '成员离职或岗位变动时，我方在当日收回其权限。',
    ],
    ['四、在客户账号中看到的信息，仅用于为该客户服务。我方对其保密，不向任何第三方透露。'],
    ['五、客户可以随时撤销授权，无须事先通知。撤销之前的订单继续有效；撤销之后，我方不再下单，也不催促客户重新授权。'],
    [
      '六、我方代客户所做的一切操作均有记录，双方都可以查阅。如果我方订购了客户并不需要的内容，',
      '我方立即告知客户，并承担无法挽回的费用。',
    ],
    ['本承诺书适用于我方在本版本有效期内提出的每一次授权请求。', '本承诺书不取代、也不限制客户与我方之间的合同。'],
  ],
}

const authorizationChinese: Letter = {
  kind: 'authorization',
  language: 'zh-CN',
  paragraphs: [
    ['客户授权书'],
    ['签署本授权书，即表示您允许伙伴在您的账号中进行操作。请在使用我们发送给您的验证码确认之前仔细阅读。'],
    [
      '一、您允许的内容。伙伴的成员只能在您的账号中进行授权范围内列出的操作，不得进行其他操作。',
      '您现在可以缩小范围：减少操作种类或产品种类，降低每笔订单或每月的金额，减少订单数量，或提前结束日期。',
      '伙伴此后不能扩大授权范围。',
    ],
    [
      '二、订单的效力。伙伴在授权范围内提交的订单，与您本人提交的订单具有同等效力。',
      '订单计入您的预算，并显示在您的订单列表中，注明下单人的姓名。',
    ],
    [
      '三、伙伴永远不能做的事。伙伴在您的账号内不能更改您的成员、密码或联系方式，不能提高您的预算，',
      '不能决定或延长授权，不能解除您与伙伴的关联，也不能让其他人代替其操作。预算是伙伴为您设定的额度，',
      '由伙伴在其自己的账号中设定，每次变更均有记录。',
    ],
    [
      '四、您可以看到的内容。每一次切换进入您的账号以及其中的所有操作，都会记录操作人、时间和理由。',
      '您可以随时查阅这些记录，授权结束之后也可以。',
    ],
    [
      '五、授权的结束。授权在其范围所示的日期结束。您可以随时在“授权管理”中填写理由并输入验证码，提前撤销授权。',
      '自撤销之时起，伙伴不能再提交任何订单。此前提交的订单继续有效；尚未支付的订单由您决定支付或取消。',
    ],
    ['只有您账号的所有者可以确认本授权书。', '如果这一请求出乎您的意料，请予以拒绝，并向您的伙伴询问原因。'],
  ],
}

const letters = [commitmentEnglish, commitmentChinese, authorizationEnglish, authorizationChinese]
export const letterVersion = 1

/** The first version of both letters in both languages. */
export function letterRows(publishedAt: Date): Row<'letters'>[] {
  return letters.map(({ kind, language, paragraphs }) => {
    // Chinese has no spaces between sentences.
    const text = paragraphs.map((lines) => lines.join(language === 'en' ? ' ' : '')).join('\n\n')
    const sha256 = createHash('sha256').update(text).digest('hex')
    return { kind, version: letterVersion, language, text, sha256, publishedAt }
  })
}
