// What an integrator writes: this file compiles only if the types that are generated from the contract are usable.
import createClient from "openapi-fetch";
import type { components, paths } from "./samsyn";

const samsyn = createClient<paths>({ baseUrl: "https://samsyn.example/samsyn/v1" });

export async function release(): Promise<string> {
  const { data, error } = await samsyn.GET("/api-info");
  if (error) throw new Error(explain(error));
  return `${data.apiName} ${data.apiVersion} (${data.apiStatus})`;
}

export async function organisationIds(token: string): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { data, error } = await samsyn.GET("/organisations", {
      params: { query: { page, limit: 100 } },
      headers: { Authorization: `Bearer ${token}` },
    });
    if (error) throw new Error(explain(error));
    ids.push(...data.organisations.map((item) => item.id));
    if (!data._links.some((link) => link.rel === "next")) return ids;
  }
}

function explain(problem: components["schemas"]["Problem"]): string {
  const fields = (problem.errors ?? []).map((broken) => `${broken.pointer ?? "?"}: ${broken.detail}`);
  return [`${problem.status} ${problem.title} (${problem.code})`, ...fields].join("\n");
}
