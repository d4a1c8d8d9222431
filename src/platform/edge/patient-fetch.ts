/** First wait, milliseconds; each further one is twice as long. */
const FIRST = 50
const TRIES = 7

/**
 * `fetch` that asks again, later and later, where a server has too many requests at the moment: with a 429 it has done nothing yet.
 * A libSQL server takes 128 at once unless told otherwise, and visitors come in crowds.
 */
export async function patientFetch(request: Request): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(request.clone())
    if (answer.status !== 429 || tries === TRIES) return answer
    await answer.body?.cancel()
    // Not all at the same moment again.
    const wait = FIRST * 2 ** (tries - 1) * (0.5 + Math.random())
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}
