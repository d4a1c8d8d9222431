import { expect, it } from 'vitest'
import { wantableItems } from '../../../../src/modules/proposals/fields.ts'

const item = (no: number, kind: string, nondisclosure?: string) => ({
  ...{ no, name: `項目${no}`, kind, sensitive: false },
  ...(nondisclosure ? { nondisclosure } : {}),
})

it('offers neither what can only be deleted nor what is not disclosed', () => {
  const items = [
    item(1, 'direct-identifier'),
    item(2, 'other'),
    item(3, 'other', 'corporate'),
    item(4, 'individual-code'),
    item(5, 'sensitive'),
  ]
  expect(wantableItems(items).map(({ no }) => no)).toEqual([2, 5])
})
