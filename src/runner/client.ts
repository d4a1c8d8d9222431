import { InputError } from '../core/index.ts'
import type { ClaimedOrder } from '../modules/processing/index.ts'

/** The site did not take what the runner said. */
export class SiteFault extends Error {
  constructor(status: number) {
    super(`the site answered ${status}`)
    this.name = `SiteFault${status}`
  }
}

/** What a runner says to the site, over HTTPS or inside the same process: the one way that orders are pulled. */
export interface RunnerClient {
  /** says that this runner starts and holds nothing */
  start(): Promise<void>
  claim(): Promise<ClaimedOrder | null>
  /** false: the claim is lost, stop */
  progress(order: ClaimedOrder, step: string, progress: number): Promise<boolean>
  failed(order: ClaimedOrder, failure: { code: string; message: string; report?: unknown }): Promise<boolean>
  result(
    order: ClaimedOrder,
    made: { name: string; data: Uint8Array<ArrayBuffer>; sha256: string; report: string; dataPackage: string },
  ): Promise<boolean>
}

/** `request` is `fetch` for a runner elsewhere, or the app's own for the embedded one. */
export function runnerClient(
  request: (url: string, init: RequestInit) => Response | Promise<Response>,
  site: string,
  token: string,
): RunnerClient {
  const authorization = `Bearer ${token}`
  const call = async (path: string, init: { body: BodyInit; type?: string }) => {
    const answer = await request(`${site}/api/v1/runner${path}`, {
      method: 'POST',
      body: init.body,
      headers: init.type ? { authorization, 'content-type': init.type } : { authorization },
    })
    if (answer.status === 401) throw new InputError('サイトがこの端末を知りません。合い言葉（SAKYU_RUNNER_TOKEN）を確かめてください')
    if (!answer.ok && answer.status !== 409) throw new SiteFault(answer.status)
    return answer
  }
  const json = (path: string, body: unknown = {}) => call(path, { body: JSON.stringify(body), type: 'application/json' })
  const on = ({ orderId, token: claim }: ClaimedOrder) => `/orders/${orderId}/${claim}`
  return {
    start: async () => void (await json('/start')),
    claim: async () => ((await (await json('/claim')).json()) as { order: ClaimedOrder | null }).order,
    progress: async (order, step, progress) => (await json(`${on(order)}/progress`, { step, progress })).ok,
    failed: async (order, failure) => (await json(`${on(order)}/failed`, failure)).ok,
    async result(order, { name, data, sha256, report, dataPackage }) {
      const form = new FormData()
      form.set('data', new File([data], name))
      form.set('sha256', sha256)
      form.set('report', report)
      form.set('dataPackage', dataPackage)
      return (await call(`${on(order)}/result`, { body: form })).ok
    },
  }
}
