"""Practice values turned into PDF, with a report of what did not fit.

`app.paper.profile.one_page_profile` and `app.paper.plan_copy.plan_copy` make the papers; `app.paper.words.PaperWords`
holds the sentences; `app.paper.report` says what comes back. A new paper is one file beside those two.
ReportLab is imported when the first paper is made, not before.
"""
