"""What each key of a record means, in a few words: for schemas and skeletons.

docs/records.md says the same in its tables, and a test compares them. A key that several kinds share and that means the
same there stands once, under the model that they share.
"""

from pydantic import BaseModel


def meaning_of(model: type[BaseModel], key: str) -> str:
    """What a key of a model means: a phrase without a capital or full stop. KeyError if it has no meaning."""
    names = [f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for one in model.mro()]
    for name in (*names, _SHARED):
        if key in MEANINGS.get(name, {}):
            return MEANINGS[name][key]
    raise KeyError(f"{model.__name__}.{key}")


_SHARED = "record.Entry"
"""What `note` and `source` mean wherever a part of a record has them too."""

MEANINGS = {
    "record.Entry": {
        "id": "your choice of lower-case letters, digits and single hyphens, up to 80 characters",
        "source": "where it was published",
        "note": "anything else that a reader of the record should know",
        "open_questions": "what the document leaves open, as questions for a person to answer",
        "inferred": "which values no document states, and why they are what they are",
        "exempt": "why the public may not see it: `Paragraph 3 of Schedule 12A`",
    },
    "plan.Promise": {
        "comparator": "how the figure should compare with the target",
        "baseline": "the starting figure",
        "target": "the target",
        "target_band": "a target that is a range",
        "unit": "the unit of the numbers",
    },
    "partnership.Partnership": {
        "name": "the partnership's name, printed at the top of papers",
        "handle": "who reviews the files that have no owner with a handle: `@borough/plans`",
        "licence": "the licence under which the site and sheets of the records are published",
        "calendar": "when the council year starts",
        "rag": "the RAG scale of indicators",
        "action_rag": "the scale of actions and aims (default: the one under `rag`)",
        "risk_matrix": "the risk matrix; without it, risks have no colour",
        "risk_rating_grace": (
            "how many quarters may end without a new rating of a risk before `risk-not-rated` warns (default: 1)"
        ),
        "quarterly_report": "the report that `hsp report --quarter Q` makes (default: `morning-report`)",
        "quarterly_title": "the title of that report if no paper is recorded for it (default: Quarterly report)",
        "marking": "the protective marking of papers that have none of their own: `OFFICIAL`",
        "redacted_marking": "the protective marking of redacted papers, in place of any other: `OFFICIAL`",
        "paper_formats": (
            "the formats of the papers that `hsp report --all` makes (default: `md`) and of those on the site "
            "(default: all)"
        ),
        "record_url": (
            "the address of a record on the code host: `https://host/team/plans/blob/{commit}/{path}#L{line}`"
        ),
        "site_url": "the address at which the site is published, for its feed: `https://www.example.org/partnership/`",
        "data_formats": "the formats of the open data of the site (default: `csv`, `json` and `sqlite`)",
        "exceptions": "what the exception report covers",
        "priorities": "shared priorities, in the order of lists and papers",
        "schemes": "sets of indicators that are reported together",
        "organisations": "councils, health services, police forces, charities, firms",
        "includes_plans_of": (
            "organisations whose plans count as the partnership's own; others' plans stay out of its lists"
        ),
        "people": "people whom records name",
        "roles": "posts and groups that own things, whoever fills them",
        "bodies": "boards, groups and committees",
        "risk_themes": "risks that several registers share",
    },
    "plan.Plan": {
        "title": "its name",
        "body": "the body responsible for it",
        "organisation": (
            "the organisation whose plan it is, if not the partnership's; its paper then has that name at the "
            "top. Unless `includes_plans_of` lists the organisation, lists and papers leave the plan out until "
            "they are asked for it"
        ),
        "status": "its status in words, such as `draft`; a strategy prints it with its date",
        "dated": "the date of the document; a strategy prints it in place of the day of `--as-of`",
        "period": "the time it covers",
        "starts": "the first day of its year 1; for readers only, hsp does not use it",
        "ended": "when and why the work on it ended",
        "by": "the deadline of measures that have none of their own",
        "levels": "the names of its levels of aims, from the top",
        "leads": "who leads it",
        "expects": "what the form asks of each aim",
        "columns": (
            "the headings in its paper, in order, for these keys of an aim: `indicators`, `objectives`, "
            "`actions`, `measures`, `related_plans`, `partners`, `risks`, `accountable`, `board`, "
            "`delivery_group`, `leads`; for the `owners` of its measures; and in an action plan for the `owners` "
            "and `due` of its actions and for `response`"
        ),
        "footnotes": "the paper's footnotes on pending measures, by `target` and `method`",
        "about": "an introduction, printed at the top of its paper",
        "vision": "its vision",
        "approach": "what introduces its principles",
        "principles": "its principles",
        "timetable": "milestones",
        "review": "how often it is reviewed, and by whom",
        "resources": "the resources to deliver it",
        "related_plans": "plans and policies it refers to",
        "aims": "the top level of the tree",
    },
    "indicator.Indicator": {
        "title": "its name",
        "code": "its official code, in the usual spelling: `NI 192`",
        "aliases": "other titles of the same indicator",
        "coverage": "what the figures cover: the people, the area, the services",
        "method": "how the figures are made",
        "release_note": "what to know about the latest release, such as a revision",
        "unit": "`%`, `£`, or what is counted: `bed days`",
        "decimals": "decimal places to print (default: as written)",
        "better": "which way is good; `neutral` indicators give context and are never rated",
        "accumulation": "how the figures of a year relate (default: `snapshot`)",
        "frequency": "how often there is a new figure (default: `quarterly`); it says when a figure is awaited",
        "release": (
            "how long after the end of its period a figure is due: `3 months`, `6 weeks` or `10 days` (default: "
            "at once)"
        ),
        "priority": "the priority it serves",
        "schemes": "the schemes it belongs to",
        "leads": "who is responsible for it",
        "seasonal": "compare with the same period last year",
        "direction_basis": "what to compare with, in place of what `seasonal` and `accumulation` imply",
        "thresholds": "its own thresholds, in place of the scale's",
        "breaks": "dates on which the counting method changed",
        "rebases": "dates from which the limits of variation are worked out anew",
        "figures": "the figures",
        "dimensions": "what its series differ in, such as `area` and `sex`; you choose the names",
        "series": "figures by area, sex or the like",
        "observations": "a CSV file in the same folder with many such figures",
        "assessments": "the ratings and comments published for each quarter",
    },
    "risk.RiskRegister": {
        "title": "its name",
        "body": "the body that keeps it",
        "risks": "its risks",
    },
    "meeting.Meeting": {
        "title": "its name",
        "body": "the body that met",
        "on": "the date",
        "place": "where it met",
        "actions": "what was agreed",
    },
    "paper.Paper": {
        "title": "its name",
        "report": "the report that lays it out",
        "body": (
            "the body that reads it; its name is printed at the top (default: the partnership, or the plan's "
            "organisation)"
        ),
        "quarter": "the quarter it reports on (default: the quarter you ask for)",
        "about": "the plan or consultation it prints, or the only register that a risk paper covers",
        "on": "the date of the meeting",
        "marking": "its protective marking, printed below the title (default: that of the settings)",
        "previous_meetings": "the meetings whose actions it reports on",
        "appendices": "plans to print in full as appendices",
        "sections": "the narrative",
    },
    "project.Project": {
        "title": "its name",
        "aliases": "other names of the same project",
        "programme": "the programme it belongs to",
        "priority": "the priority it serves",
        "body": "the body it reports to",
        "sponsor": "its sponsor",
        "leads": "who leads it",
        "stage": "its stage, in a few words",
        "ended": "when and why the work on it ended",
        "obstacle": "what is in its way, in a few words; leave it out if nobody has said so",
        "grant": "the grant that funds it",
        "areas": "the areas where it takes place",
        "milestones": "dated steps",
        "funding_changes": "changes in its funding",
        "updates": "its quarterly updates: paragraphs, `- ` lists and `**bold**`",
    },
    "grant.Grant": {
        "title": "its name",
        "fund": "the fund it comes from",
        "leads": "who receives it and is responsible for it",
        "body": "the body that receives its returns",
        "agreement": "the state of the agreement, in words",
        "funding_agreed": "when the money was promised",
        "agreed": "when the agreement was signed; until then no return is due",
        "award": "the sum",
        "unit": "its currency (default: `£`)",
        "first_return": "the first quarter with a return (default: the quarter of `agreed`)",
        "last_return": "the last quarter with a return (default: no end)",
        "returns": "the returns",
    },
    "agreement.Agreement": {
        "title": "its name",
        "parties": "who has agreed it, as `partnership.yaml` lists them",
        "body": "the body that monitors it",
        "leads": "who is responsible for it",
        "starts": "when it starts",
        "ends": "when it ends",
        "pot": "the most that it can pay",
        "unit": "its currency (default: `£`)",
        "rounded_to": "the unit to which amounts are rounded (default: 1, for whole pounds)",
        "floor": "the percentage of the improvement below which a target earns nothing (default: 60)",
        "cap": "the percentage of the improvement above which it earns no more (default: 100)",
        "instalments": "the years of payment (default: two equal ones, in the two council years after `ends`)",
        "on_account": (
            "the percentage of a target's part that is paid early if its interim level was reached (default: 20)"
        ),
        "on_account_year": "the year of that payment (default: the year before the first instalment)",
        "pooled": "the percentage of each payment that goes to the partnership (default: 0)",
        "targets": "what was agreed",
    },
    "consultation.Consultation": {
        "title": "its subject",
        "about": "the plans, projects and parts of them that it is about",
        "questions": "what is asked",
        "audience": "who is asked: groups and sectors",
        "body": "the body responsible for it",
        "leads": "who leads it; responsible for its drafts and events",
        "opens": "its first day, as planned or published",
        "closes": "its last day, as planned or published",
        "answers_due": "when comments are to be answered",
        "ended": "when and why the work on it ended",
        "drafts": "the drafts that are consulted on; their keys are those of a milestone",
        "timetable": "its events and other dated steps: milestones",
        "comments": "the comments received",
    },
    "area.AreaSet": {
        "title": "its name",
        "tier": "what its areas are: `ward`, `neighbourhood`",
        "attribution": "notices that the owner of the boundaries asks for; every map prints them",
        "shapes": "the GeoJSON file with the boundaries, in the folder of the record",
        "shapes_code": "the property of a feature that holds the code of its area; needed with `shapes`",
        "areas": "the areas",
    },
    "profile.Profile": {
        "title": "its name",
        "areas": "the set of areas",
        "body": "the body that receives it",
        "caveat": "what a reader must know of the figures; every map and the paper print it",
        "attribution": "notices that the owners of the figures ask for; every map prints them",
        "layers": "its layers",
        "overlays": "layers that are laid over one another",
    },
    "record.Source": {
        "document": "the document",
        "place": "the heading, table or page",
        "line": "the line, if the document is a text file",
        "verbatim": "the document's exact words, where the record corrects them",
        "note": "what was damaged or unclear, and how you read it",
    },
    "partnership.Licence": {
        "name": "the name of the licence",
        "url": "its address, which programs need",
        "attribution": "the acknowledgement that the licence asks for",
    },
    "period.Calendar": {
        "year_starts": "the month in which the council year starts (default: 4)",
    },
    "rag.RagScale": {
        "levels": "the levels from best to worst, up to 50",
        "basis": (
            "whether thresholds are percentages of the target (`relative`, the default) or points of the "
            "indicator's unit"
        ),
        "stated": "`true`: leads state every rating, and hsp computes none",
    },
    "rag.ActionScale": {
        "levels": "the levels from best to worst, then those that are neutral, up to 50",
    },
    "risk.RiskMatrix": {
        "likelihood": "steps from most to least likely",
        "impact": "steps from most to least severe",
        "zones": "colours from most to least severe",
        "cells": "for every likelihood code and impact code, the id of a zone",
    },
    "partnership.ExceptionReport": {
        "schemes": "cover only the indicators of these schemes (default: every indicator)",
        "priorities": "give each of these a heading, in this order, with or without exceptions",
        "other_title": (
            'the heading for covered indicators under none of these priorities (default: "Other indicators")'
        ),
        "worsening": (
            "whether an indicator that is getting worse is an exception: whatever its rating (the default), only "
            "below a level, or only if its rating makes it one"
        ),
        "worsening_below": "the code of the level for `worsening: below`",
    },
    "partnership.Priority": {
        "title": "its name",
        "number": "its number in documents; gaps are allowed",
    },
    "partnership.Scheme": {
        "title": "its name",
    },
    "partnership.Party": {
        "handle": "the name on GitHub or GitLab, for CODEOWNERS: `@ann`, `@borough/waste`, or an e-mail address",
    },
    "partnership.Organisation": {
        "name": "its name",
        "aliases": "other names that documents use",
    },
    "partnership.Person": {
        "name": "the person's name",
        "aliases": "other names that documents use",
        "role": "the post",
        "organisation": "the employer",
    },
    "partnership.Role": {
        "name": "the post or group",
        "aliases": "other names that documents use",
        "body": "the body it belongs to",
        "organisation": "the organisation it belongs to",
    },
    "partnership.Body": {
        "name": "its name",
        "aliases": "other names that documents use",
        "kind": "your own word for its type, such as `management-group`",
        "parent": "the body it reports to",
        "status": "its status, at `as_of` if that is given (default: `active`)",
        "since": "the first period in which it sat",
        "until": "the last period in which it sat",
        "as_of": "the day or period for which its seats and members are known",
        "purpose": "its purpose",
        "accountable_for": "responsibilities that no other record shows",
        "meets": "how often it meets, in words",
        "seats": "its seats, by sector or post",
        "members": "its members",
        "incomplete": 'whether these seats and members are only some of all, as after "including" in a document',
    },
    "partnership.RiskTheme": {
        "title": "its name",
    },
    "plan.Ending": {
        "on": "the last period in which it was monitored",
        "reason": "why it ended",
        "replaced_by": "the plan that replaced it",
    },
    "deadline.Deadline": {
        "period": "the deadline that counts",
        "as_written": "the document's wording",
    },
    "owner.Owner": {
        "who": "a person, role, organisation or body: its id, name or alias",
        "role": "the post in which the person owns it; printed in brackets: Ann Example (Waste manager)",
        "lead": "the lead, if there are several owners; printed first",
    },
    "plan.Expectation": {
        "actions_from": "the least number of actions (`action-count-not-as-form` warns)",
        "actions_to": "the greatest number of actions (`action-count-not-as-form` warns)",
        "response": "a response to each (`response-missing` warns)",
        "board": "a responsible body for each (`aim-without-board` warns)",
    },
    "plan.Principle": {
        "title": "its name",
        "text": "what it means",
    },
    "plan.Milestone": {
        "status": "its status (default: `open`)",
        "reason": "why it has this status",
        "completed": "when it happened",
        "updates": "progress updates",
        "text": "what will have happened",
        "due": "when",
        "first_due": "the first deadline, if it was moved",
        "revisions": "every change of the deadline, oldest first",
        "place": "where it takes place, or where a draft can be read",
    },
    "plan.RelatedPlan": {
        "title": "its name",
        "status": "its status, in the document's words",
        "plan": "its record, if this workspace has one",
        "note": "anything else about it",
    },
    "plan.Aim": {
        "rag": "the leads' own rating: the code of a level; hsp does not work it out from the actions",
        "progress": "percentage done, as the leads state it",
        "status": "its status; without it, nobody has said",
        "reason": "why it has this status",
        "completed": "when it was completed",
        "updates": "progress updates, as those of an action",
        "title": "its name",
        "number": "its number in documents; quote digits",
        "priority": "the priority it serves; aims below it take the same one",
        "response": "a service's response to it",
        "objectives": "key objectives in words",
        "actions": "what is to be done",
        "measures": (
            "measures of success; the paper of a delivery plan leaves out a measure whose words are also an "
            "objective or an indicator"
        ),
        "indicators": "the indicators that measure it: ids, or mappings with the document's wording",
        "related_plans": "plans and policies it refers to",
        "risks": "risks that the plan names in words; they are in no register and have no rating",
        "partners": "who does the work; they own the actions that have no owners",
        "board": "the body responsible for it, in place of the plan's",
        "board_as_written": "the document's own name for the board, which its paper prints",
        "delivery_group": "the groups that deliver it",
        "leads": "who leads it",
        "accountable": "who is accountable for its indicators; this may be somebody else",
        "areas": "the areas where it takes place",
        "aims": "the aims below it",
    },
    "rag.Thresholds": {
        "basis": (
            "whether thresholds are percentages of the target (`relative`, the default) or points of the "
            "indicator's unit"
        ),
        "at_least": "one threshold for each level from best to worst, except the last level",
    },
    "indicator.Break": {
        "since": "the first day of the new method",
        "reason": "what changed",
    },
    "indicator.Rebase": {
        "since": "the first day of the new limits",
        "reason": "why limits from earlier figures no longer hold",
    },
    "indicator.Figure": {
        "actual": "the actual figure",
        "numerator": "how many of them: hsp works out `actual` from both, if it is left out",
        "denominator": "of how many",
        "target": "the target",
        "target_band": "a target that is a range; hsp uses it in place of `target`",
        "status": "how firm it is (default: `final`)",
        "release": "the day or month in which this figure is due, in place of the indicator's `release`",
        "text": 'a value in words: "lower than the target"',
        "target_text": "a target in words",
        "benchmark": "the figure of others",
        "interval": "its confidence interval",
        "rank": "its place among others",
        "revisions": "what it was before it was revised, the oldest first",
    },
    "indicator.FigureRevision": {
        "was": "the figure before the revision",
        "on": "when it was revised",
        "reason": "why",
    },
    "indicator.Series": {
        "of": "a value for each dimension, such as an area; write `all` or the like where it is a total",
        "figures": "its figures",
    },
    "indicator.Assessment": {
        "rag": "the published rating: the code of a level",
        "direction": "the published direction of the value, good or bad",
        "as_at": "the period that the rating was carried forward from",
        "comment": "the lead's comment, which the paper prints",
        "commented": "when the comment was written",
    },
    "risk.Risk": {
        "title": "the risk, as the register words it",
        "number": "its number in documents",
        "description": "more about it",
        "owners": "who owns it",
        "category": "your own word for its type",
        "ratings": "its rating in each quarter",
        "controls": "controls in place",
        "planned_controls": "planned controls",
        "shared_with": "bodies whose registers hold the same risk",
        "theme": "the common theme it belongs to",
        "closed": "that it is no longer a risk",
    },
    "action.Action": {
        "rag": "the owner's own rating: the code of a level of the scale of actions and aims",
        "progress": "percentage done",
        "status": "its status (default: `open`)",
        "reason": "why it has this status; without it or an update, `on-hold-without-reason` warns",
        "completed": "when it was completed",
        "updates": "progress updates",
        "text": "what is to be done",
        "due": "the current deadline",
        "first_due": "the first deadline, if it was moved",
        "revisions": "every change of the deadline, oldest first; the last one equals `due`",
        "number": "its number in documents; quote digits",
        "owners": "who does it (default, in a plan: the `partners` of the aim)",
        "start": "when it starts",
        "starred": "printed with a ★: the paper asks the meeting for it",
        "conditional": "its condition, in the document's words: `Where appropriate`",
        "depends_on": "actions that come first: `action-id`, or `file-id/action-id` from another file",
        "outcome": "what was reported to a later meeting",
        "areas": "the areas where it takes place: `area-id`, or `set-id/area-id` if several sets have the id",
    },
    "paper.Section": {
        "title": "its heading",
        "part": "its place in the paper; a top section needs one, a section inside another has none",
        "priority": "the priority it is about; its actions take the same one",
        "content": "its blocks",
        "sections": "the sections below it",
    },
    "project.FundingChange": {
        "text": "what changed, and what was done about it",
        "on": "when",
        "before": "the sum before",
        "after": "the sum after",
    },
    "grant.GrantReturn": {
        "received": "when it arrived",
        "forecast_spend": "forecast spending in the quarter",
        "actual_spend": "actual spending in the quarter",
        "evidence": "the finance system's print-out; without it, `spend-without-evidence` warns",
        "description": "what was bought",
        "contribution": "how it contributes to the business case",
        "outputs": "forecast and actual outputs",
    },
    "agreement.Pot": {
        "amount": "the sum",
        "net_budget": "the net budget requirement that it is a share of",
        "budget_year": "the year of that budget",
        "share": "the percentage of the budget (default: 2.5)",
        "rounded_to": "the unit to which the share is rounded (default: 1)",
    },
    "agreement.Instalment": {
        "year": "the year in which it is paid",
        "share": "its percentage; without shares, all instalments are equal",
    },
    "agreement.Target": {
        "measured": "the period whose figure counts",
        "actual": "the figure, if no indicator has it",
        "provisional": "whether `actual` can still change",
        "title": "what should improve",
        "indicator": "the indicator that measures it",
        "measure": "what is measured, if no indicator does",
        "unit": "the unit of a measure without an indicator",
        "better": "which way is better, if the indicator does not say; a target needs `higher` or `lower`",
        "baseline": "the value at the start",
        "without_agreement": "the performance expected without the agreement",
        "with_agreement": "the performance agreed",
        "share": "its percentage of the pot, or of the target above it",
        "amount": "its part in money",
        "recipients": "who receives its part; by default those of the target above it",
        "interim": "the interim level",
        "sub_targets": "parts that are measured separately",
    },
    "consultation.Comment": {
        "text": "what was said, in a summary without names",
        "received": "when it came",
        "sector": "the group or sector that it came from, never a person",
        "about": "the plan, project, aim, action or measure that it is on",
        "draft": "the draft of this consultation that it is on",
        "answer_due": "when it is to be answered (default: `answers_due` of the consultation)",
        "answer": "the answer",
    },
    "area.Area": {
        "name": "its name",
        "code": "its official code, such as a GSS code",
        "tier": "its tier if it is not that of the set; such areas are not compared with the others",
        "parent": "the area that contains it, of this set or another",
        "since": "from when it was in force",
        "until": "until when it was in force",
        "tile": "its place on a map of equal squares, if there are no shapes",
    },
    "profile.Layer": {
        "title": "its name",
        "indicator": "the indicator, with figures by `area`",
        "need": "which values show need",
        "period": "the period of the figures",
        "of": "the value of each other dimension of the indicator",
        "holder": "who holds the data",
    },
    "profile.Overlay": {
        "title": "its name",
        "layers": "layers of this profile",
    },
    "rag.Level": {
        "code": "the code in records and papers: `HR`",
        "name": "its name: High Red",
        "colour": "the colour of its ratings in papers; screens show only `green`, `amber` and `red`",
        "exception": "whether an indicator at this level is an exception",
        "at_least": (
            "the lowest variance for this level; the last level has none and takes the rest; no level of a "
            "`stated` scale has one"
        ),
    },
    "rag.StatedLevel": {
        "code": "the code in records",
        "name": "its name, which papers print",
        "colour": "the colour of its ratings in papers; screens show only `green`, `amber` and `red`",
        "exception": "whether work at this level is off track",
        "neutral": "whether the level is neither good nor bad, such as grey",
    },
    "risk.Step": {
        "code": "part of a rating: the `C` or the `2` of C2; quote digits",
        "name": "its name",
    },
    "risk.Zone": {
        "id": "the word that `cells` uses",
        "name": "the word that papers print",
        "red": "whether papers list the risks in this zone as red",
        "colour": "the colour of its ratings in papers (default: red for a `red` zone, otherwise what `id` says)",
    },
    "partnership.Seat": {
        "sector": "the sector or post that it is for",
        "count": "the number of such seats, at least 1 (default: 1)",
        "holder": "who holds them",
        "vacant": "whether those without a holder are still to be filled; otherwise their holders are not recorded",
        "since": "the first period of the seat with these holders",
        "until": "the last period of the seat with these holders",
    },
    "action.Update": {
        "on": "its date, if it is known",
        "text": "the update",
        "by": "who gave it",
        "withdrawn": "if it was withdrawn: `{on: 2026-07, reason: The figures were wrong.}`",
    },
    "action.Revision": {
        "due": "the new deadline",
        "withdrawn": "`true`, in place of `due`: there is no deadline any more",
        "on": "when it was decided",
        "reason": "why; without it, `moved-without-reason` warns",
    },
    "plan.Measure": {
        "text": "its wording",
        "number": "its number in the document; quote digits",
        "parts": "the figures, if one measure has several",
        "by": "its deadline (default: the plan's `by`)",
        "recurs": "how often it must be met: `each year`",
        "benchmark": "the figure of others, for comparison",
        "survey": "the survey that gives the figure",
        "pending": "what is still to be agreed",
        "indicator": "the indicator that shows it",
        "owners": "who is responsible for it",
    },
    "plan.IndicatorLink": {
        "indicator": "the indicator",
        "as_written": (
            'the plan\'s own name for it, with labels such as "Local indicator:"; its paper prints the code first, '
            "unless the name contains it"
        ),
    },
    "rag.Band": {
        "low": "the lower end",
        "high": "the upper end",
    },
    "benchmark.Benchmark": {
        "group": "whose figure it is",
        "statistic": (
            "which figure of the group (default: `average`); for `best-quarter` and `worst-quarter` the limit of "
            "that quarter of the group"
        ),
        "value": "the figure, in the unit of the indicator",
        "period": "its period, if that is another one",
    },
    "benchmark.Interval": {
        "low": "the lower end",
        "high": "the upper end",
        "level": "the level in percent, such as 95",
    },
    "benchmark.Rank": {
        "place": "the place; the first is 1",
        "of": "how many were ranked",
    },
    "risk.Rating": {
        "rating": "likelihood and impact, by the codes of your matrix: `C2`, `4x5` or `4-5`",
        "reason": "why it moved",
    },
    "risk.Closure": {
        "on": "when it was closed",
        "reason": "why",
    },
    "action.Outcome": {
        "text": "what was reported",
        "answers": "`false` if the report is about something else",
        "update_due": "the day for which a further update was promised",
        "channel": "how it was reported: `verbal`, `written`",
        "starred": "the report is itself an action",
    },
    "paper.Block": {
        "text": "paragraphs, `- ` lists and `**bold**`",
        "action": "an action that the paper raises",
        "series": "a table of figures by period",
        "indicators": "a table of indicators in the quarter",
        "project": "a project's update for the quarter",
    },
    "grant.Output": {
        "text": "what is counted",
        "unit": "its unit",
        "forecast": "the forecast; without it, the return counts as incomplete",
        "actual": "the actual number; if it is left out, the output counts as behind, not as zero",
    },
    "plan.Baseline": {
        "value": "the figure",
        "at": "the period of the figure",
    },
    "agreement.Interim": {
        "measured": "the period whose figure counts",
        "actual": "the figure, if no indicator has it",
        "provisional": "whether `actual` can still change",
        "level": "the level; `interim-without-level` asks for it",
    },
    "consultation.Answer": {
        "outcome": "what was decided; `open` is an answer without a decision, and counts as none",
        "body": "the body that answered",
        "on": "when",
        "text": "the answer in words",
        "changes": "what was changed because of the comment, if it was accepted or accepted in part",
        "reason": "why it was declined, or declined in part",
    },
    "area.Tile": {
        "column": "from the left",
        "row": "from the top",
    },
    "action.Withdrawal": {
        "on": "when it was withdrawn",
        "reason": "why",
    },
    "plan.MeasurePart": {
        "label": "what this figure counts",
    },
    "plan.Benchmark": {
        "group": "the group compared with",
        "value": "its figure, in the unit of the measure",
        "text": "its figure in words, if there is no number",
        "at": "the period of the figure",
    },
    "paper.Series": {
        "indicators": "its rows",
        "periods": "its columns",
    },
    "consultation.Change": {
        "record": "the record that was changed",
        "text": "what was changed in it",
    },
}
"""The meanings by the module and name of the model, then by key."""
