"""A small borough that has nothing in common with Harrow: calendar years, three levels in points, a matrix of numbers.

It holds at least one record of every kind, and nothing in it is at fault.
"""

PARTNERSHIP = """\
id: rushmere
name: Rushmere Together
calendar: {year_starts: 1}
rag:
  basis: points
  levels:
    - {code: G, name: Green, colour: green, at_least: 0}
    - {code: A, name: Amber, colour: amber, at_least: -2.5, exception: true}
    - {code: R, name: Red, colour: red, exception: true}
risk_matrix:
  likelihood:
    - {code: "5", name: Almost certain}
    - {code: "4", name: Likely}
    - {code: "3", name: Possible}
    - {code: "2", name: Unlikely}
    - {code: "1", name: Rare}
  impact:
    - {code: "5", name: Severe}
    - {code: "4", name: Major}
    - {code: "3", name: Moderate}
    - {code: "2", name: Minor}
    - {code: "1", name: Slight}
  zones:
    - {id: extreme, name: Extreme, red: true}
    - {id: high, name: High, red: true}
    - {id: medium, name: Medium}
    - {id: low, name: Low}
  cells:
    "5": {5: extreme, 4: extreme, 3: high, 2: medium, 1: medium}
    "4": {5: extreme, 4: high, 3: high, 2: medium, 1: low}
    "3": {5: high, 4: high, 3: medium, 2: low, 1: low}
    "2": {5: medium, 4: medium, 3: low, 2: low, 1: low}
    "1": {5: medium, 4: low, 3: low, 2: low, 1: low}
exceptions:
  priorities: [homes, streets]
priorities:
  - {id: homes, title: Decent homes}
  - {id: streets, title: Clean streets}
schemes:
  - {id: charter, title: The Rushmere Charter}
organisations:
  - {id: rushmere-council, name: Rushmere Council, aliases: [the Council]}
people:
  - {id: ann-reed, name: Ann Reed, role: Head of Housing, organisation: rushmere-council}
roles:
  - {id: street-manager, name: Street Manager, organisation: rushmere-council}
bodies:
  - id: board
    name: Rushmere Board
    seats: [{id: board-business, sector: Business, count: 2, holder: [Ann Reed], vacant: true}]
  - {id: homes-group, name: Homes Group, kind: working-group, parent: board, members: [Ann Reed]}
risk_themes:
  - {id: money, title: Money that runs out}
"""

FILES = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/plans/homes.yaml": """\
id: homes
title: Homes for Rushmere
body: homes-group
period: 2024
levels: [goal]
leads: [Ann Reed]
aims:
  - id: repairs
    title: Repairs done in time
    number: "1"
    priority: homes
    leads: [Ann Reed]
    objectives: [Answer every call on the day it comes]
    indicators: [repairs-in-time]
    risks: [Winter brings more calls than there are plumbers]
    actions:
      - id: second-van
        text: Buy a second van.
        areas: [ash]
        owners: [Ann Reed, {who: the Council, lead: true}]
        start: 2024-01
        first_due: 2024-02
        due: 2024-05
        revisions:
          - {due: 2024-05, on: 2024-02-12, reason: The dealer had none.}
        status: in-progress
        progress: 40
      - id: ask-tenants
        text: Ask the tenants what they think.
        areas: [birch]
        owners: [Street Manager]
        due: 2024-03-31
        status: complete
        completed: 2024-03
    measures:
      - {id: nine-in-ten, text: Nine of ten repairs in time, comparator: at-least, target: 90, unit: "%", by: 2024}
principles: [{id: local, title: Decide as near to the tenants as possible}]
""",
    "data/indicators/repairs-in-time.yaml": """\
id: repairs-in-time
code: H1
title: Repairs done in time
unit: "%"
better: higher
priority: homes
schemes: [charter]
leads: [Ann Reed]
figures:
  Q4-2023: {actual: 88, target: 90}
  Q1-2024: {actual: 88.5, target: 90}
assessments:
  Q1-2024: {comment: "The second van is late, so the far side of town waited."}
""",
    "data/indicators/missed-bins.yaml": """\
id: missed-bins
code: S1
title: Missed bins
unit: bins
better: lower
priority: streets
figures:
  Q4-2023: {actual: 30, target: 40}
  Q1-2024: {actual: 25, target: 40}
dimensions: [area]
series:
  - {of: {area: ash}, figures: {Q4-2023: {actual: 14}}}
  - {of: {area: birch}, figures: {Q4-2023: {actual: 9}}}
  - {of: {area: cedar}, figures: {Q4-2023: {status: awaited}}}
""",
    "data/indicators/room-temperature.yaml": """\
id: room-temperature
title: Room temperature in sheltered homes
unit: "°C"
decimals: 1
better: within
figures:
  Q4-2023: {actual: 20, target_band: {low: 19, high: 22}}
  Q1-2024: {actual: 17.2, target_band: {low: 19, high: 22}, status: provisional}
assessments:
  Q1-2024: {comment: The boiler of Ash House was out for a week.}
""",
    "data/indicators/street-trees.yaml": """\
id: street-trees
title: Street trees planted
unit: trees
better: higher
priority: streets
figures:
  Q4-2023: {actual: 12}
  Q1-2024: {status: awaited, target: 20}
dimensions: [area]
series:
  - {of: {area: ash}, figures: {Q4-2023: {actual: 3}}}
  - {of: {area: birch}, figures: {Q4-2023: {actual: 2}}}
  - {of: {area: cedar}, figures: {Q4-2023: {actual: 7}}}
""",
    "data/risks/homes-group.yaml": """\
id: homes-group
title: Risks of the Homes Group
body: homes-group
risks:
  - id: no-plumbers
    title: No plumbers available
    owners: [Ann Reed]
    ratings:
      Q4-2023: {rating: 3x3}
      Q1-2024: {rating: 4x4, reason: Two of them have left.}
    controls: [An agency on call]
    planned_controls: [Two apprentices from May]
    theme: money
  - id: damp
    title: Damp in the tower
    owners: [Street Manager]
    ratings:
      Q4-2023: {rating: 2x4}
      Q1-2024: {rating: 2x4}
    controls: [Yearly survey]
""",
    "data/meetings/board-2024-01-15.yaml": """\
id: board-2024-01-15
title: Board, 15 January 2024
body: board
on: 2024-01-15
actions:
  - id: van-quote
    text: Get three quotes for the van.
    owners: [Ann Reed]
    due: 2024-02
    status: complete
    completed: 2024-02
    outcome: {text: Three came in.}
  - id: tree-count
    text: Count the trees.
    owners: [Street Manager]
    due: 2024-04-15
    outcome: {text: The count is to be told at the meeting., update_due: 2024-04-15, channel: verbal, starred: true}
""",
    "data/projects/warm-homes.yaml": """\
id: warm-homes
title: Warm homes
aliases: [The boiler project]
programme: Homes fund
priority: homes
body: homes-group
sponsor: [Ann Reed]
leads: [{who: rushmere-council, role: Energy officer}]
stage: fitting
areas: [rushmere-town]
grant: warm-homes-grant
milestones:
  - {id: last-boiler, text: The last boiler is fitted., due: 2024-09}
funding_changes:
  - {text: A third of the grant came later than promised., on: 2024-02-01, before: 60000, after: 40000}
updates:
  Q1-2024: Forty boilers are in.
""",
    "data/consultations/which-homes-first.yaml": """\
id: which-homes-first
title: Which homes should get a boiler first?
about: [warm-homes, homes]
questions: [Which homes first?]
audience: [tenants]
body: homes-group
leads: [Ann Reed]
opens: 2024-02-01
closes: 2024-03-15
answers_due: 2024-04-30
drafts:
  - {id: first-list, text: The first list, place: Town Hall, due: 2024-02-01, status: complete, completed: 2024-02-01}
  - {id: second-list, text: The second list, due: 2024-05}
timetable:
  - {id: evening, text: An evening for tenants, place: Town Hall, due: 2024-02-20, status: complete}
comments:
  - id: oldest-first
    text: The oldest boilers should go first.
    received: 2024-02-20
    sector: tenants
    about: homes/repairs
    draft: first-list
    answer:
      outcome: accepted
      body: homes-group
      on: 2024-03-20
      changes: [{record: second-list, text: The list is to begin with the oldest boilers.}]
  - id: far-side
    text: The far side of town should go first.
    received: 2024-02-22
    sector: tenants
    about: warm-homes
    answer: {outcome: declined, body: homes-group, on: 2024-03-20, reason: Its boilers are newer.}
  - {id: warm-schools, text: Schools need boilers too., received: 2024-03-01, sector: parents, about: homes}
""",
    "data/grants/warm-homes-grant.yaml": """\
id: warm-homes-grant
title: Grant for warm homes
fund: Homes fund
leads: [Ann Reed]
body: homes-group
agreement: signed
agreed: 2023-09-20
award: 60000
returns:
  Q4-2023:
    received: 2024-01-20
    forecast_spend: 20000
    actual_spend: 18250
    evidence: ledger extract 4711
    description: Boilers bought.
    contribution: Half of the homes are warm.
    outputs:
      - {text: Boilers fitted, unit: boilers, forecast: 40, actual: 40}
""",
    "data/agreements/rushmere-promise.yaml": """\
id: rushmere-promise
title: The Rushmere promise
parties: [the Council]
body: board
leads: [Ann Reed]
starts: 2023
ends: 2023
pot: {net_budget: 4000000, budget_year: 2023}
pooled: 25
targets:
  - id: fewer-missed-bins
    title: Fewer missed bins
    indicator: missed-bins
    measured: Q4-2023
    baseline: {value: 60, at: Q4-2022}
    without_agreement: 50
    with_agreement: 20
    recipients: [the Council]
    interim: {level: 45, measured: Q3-2023}
  - id: warmth
    title: Warm homes
    recipients: [Ann Reed]
    sub_targets:
      - id: insulated
        title: Homes insulated
        measure: Homes insulated in the year
        unit: homes
        better: higher
        measured: 2023
        actual: 40
        provisional: true
        without_agreement: 20
        with_agreement: 60
      - {id: lofts, title: Lofts insulated, measured: 2023, without_agreement: 5, with_agreement: 9}
""",
    "data/areas/estates.yaml": """\
id: estates
title: Estates of Rushmere
tier: estate
attribution: [Drawn by the Homes Group.]
areas:
  - {id: rushmere-town, name: Rushmere, tier: town}
  - {id: ash, name: Ash Estate, code: R1, parent: rushmere-town, since: 2001, tile: {column: 1, row: 1}}
  - {id: birch, name: Birch Estate, code: R2, parent: rushmere-town, since: 2001, tile: {column: 2, row: 1}}
  - {id: cedar, name: Cedar Estate, code: R3, parent: rushmere-town, since: 2001, tile: {column: 2, row: 2}}
""",
    "data/profiles/estate-profile.yaml": """\
id: estate-profile
title: Profile of the estates
areas: estates
caveat: The estates differ in size.
attribution: [Counted by the Street Manager.]
layers:
  - {id: bins, title: Missed bins, indicator: missed-bins, need: high, period: Q4-2023, holder: [Street Manager]}
  - {id: trees, title: Street trees, indicator: street-trees, need: low, period: Q4-2023, holder: [Street Manager]}
overlays:
  - {id: streets, title: Streets, layers: [bins, trees]}
""",
    "data/papers/report-2024-q1.yaml": """\
id: report-2024-q1
title: Quarterly Report
report: morning-report
body: board
quarter: Q1-2024
on: 2024-04-15
previous_meetings: [board-2024-01-15]
sections:
  - id: opening
    title: In short
    part: introduction
    content:
      - text: A cold quarter.
  - id: homes-update
    title: Homes
    part: priorities
    priority: homes
    content:
      - text: |
          Two things mattered:

          - the **van**, which is late
          - the boiler of Ash House
      - series: {indicators: [repairs-in-time, street-trees], periods: [Q4-2023, Q1-2024]}
      - action:
          {id: new-boiler, text: Ask for money for a new boiler., owners: [Ann Reed], due: 2024-06, starred: true,
           areas: [cedar]}
  - id: beside
    title: Beside the priorities
    part: other
    content:
      - indicators: [missed-bins]
""",
}
