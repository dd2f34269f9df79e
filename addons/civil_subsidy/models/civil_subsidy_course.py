import json

from odoo import api, models
from odoo.tools import SQL

from .civil_subsidy_entitlement_version import CONTENT

#: The state that each kind of version decides.
STATES = {
    "granted": "active",
    "suspended": "suspended",
    "resumed": "active",
    "ended": "ended",
}


class CivilSubsidyCourse(models.AbstractModel):
    """Records what holds of entitlements, however many, in a few statements.

    A version is one decision (``changes``) laid over what held before it. Where an
    earlier month is decided later on, the versions after it are withdrawn and stated
    anew on the changed ground: what they decided themselves stays, the rest follows.
    Nothing but a new grant wakes what has ended.

    Callers check rights and rules; see ``civil.subsidy.entitlement``.
    """

    _name = "civil.subsidy.course"
    _description = "Course of Entitlements"

    @api.model
    def _holding(self, ids, month):
        """What is known of entitlements, and what holds of them in a month.

        :return: one dict an entitlement: ``id``, ``resident_id``, ``program_id``,
            ``state`` (None before the grant), ``class_id``, ``latest`` (state of the
            latest version), ``first`` (first month of all)
        """
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT e.id, e.resident_id, e.program_id, e.active, e.state AS latest,
                    v.state, v.class_id, v.decided_amount, v.person_count,
                    (SELECT min(first.effective_month)
                        FROM civil_subsidy_entitlement_version first
                        WHERE first.entitlement_id = e.id
                            AND first.withdrawn_at IS NULL) AS first
                FROM civil_subsidy_entitlement e
                LEFT JOIN LATERAL (%(held)s) v ON TRUE
                WHERE e.id = ANY(%(ids)s)
                """,
                ids=list(ids),
                held=latest(month),
            )
        )

    @api.model
    def _decide(self, ids, kind, month, changes, reason, document=None):
        """Record one decision of each entitlement, and what follows from it.

        :param ids: of entitlements in which the decision is allowed
        :param changes: ``{field: value}`` of ``CONTENT``, as JSON holds it
        :return: ``{entitlement id: version id}``
        """
        if kind in STATES:
            changes = {**changes, "state": STATES[kind]}
        rows = self.env.execute_query(
            self._insert(
                SQL("kind, reason, document, changes"),
                SQL(
                    """
                    SELECT e.id AS entitlement_id, %(month)s::date AS effective_month,
                        coalesce(%(before)s, '{"person_count": 1}'::jsonb)
                            || %(changes)s::jsonb AS content,
                        NULL::integer AS replaces_id, NULL::integer AS cause_id,
                        NULL::integer AS import_id, e.id AS place, %(kind)s AS kind,
                        %(reason)s AS reason, %(document)s AS document,
                        %(changes)s::jsonb AS changes
                    FROM civil_subsidy_entitlement e
                    LEFT JOIN LATERAL (%(held)s) v ON TRUE
                    WHERE e.id = ANY(%(ids)s)
                    """,
                    ids=list(ids),
                    month=month,
                    held=latest(month),
                    before=SQL("CASE WHEN v.id IS NOT NULL THEN %s END", content("v")),
                    changes=json.dumps(changes),
                    kind=kind,
                    reason=reason,
                    document=document or None,
                ),
            )
        )
        decided = {entitlement: version for version, entitlement in rows}
        self._settle(decided, self.env._("Stated anew: %(reason)s", reason=reason))
        return decided

    @api.model
    def _withdraw(self, versions, reason):
        """Withdraw decisions, and state what follows them without them.

        :param versions: ``{entitlement id: version id}``
        """
        self._mark_withdrawn(SQL("id = ANY(%s)", list(versions.values())), reason)
        self._settle(versions, self.env._("Stated anew: %(reason)s", reason=reason))

    @api.model
    def _withdraw_import(self, job):
        """Withdraw all that an imported file said; callers repeat the latest."""
        self._mark_withdrawn(
            SQL("import_id = %s", job.id), self.env._("The file was withdrawn.")
        )

    def _mark_withdrawn(self, where, reason):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_entitlement_version SET withdrawn_at = %(now)s,
                    withdrawn_uid = %(uid)s, withdrawn_reason = %(reason)s,
                    write_uid = %(uid)s, write_date = %(now)s
                WHERE %(where)s AND withdrawn_at IS NULL
                """,
                where=where,
                now=self.env.cr.now(),
                uid=self.env.uid,
                reason=reason,
            )
        )

    @api.model
    def _settle(self, causes, reason):
        """Lay the decisions over each other anew; repeat the latest in the lists.

        :param causes: ``{entitlement id: id of the version that was added or taken
            away}``
        """
        self.env.cr.execute(self._restate(causes, reason))
        self._copy_papers(causes)
        self.env["civil.subsidy.entitlement"]._refresh_latest(
            SQL("e.id = ANY(%s)", list(causes))
        )
        self.env["civil.subsidy.entitlement.version"].invalidate_model()

    def _restate(self, causes, reason):
        """The statement that withdraws what no longer follows and adds what does.

        Within a month the order of the decisions is that of the ids: what comes after
        a restated version of the same month is restated with it.
        """
        order = SQL("ORDER BY live.effective_month, live.id")
        return SQL(
            """
            WITH live AS (
                SELECT v.*, count(*) FILTER (WHERE v.kind = 'granted') OVER (
                    PARTITION BY v.entitlement_id
                    ORDER BY v.effective_month, v.id) AS era
                FROM civil_subsidy_entitlement_version v
                WHERE v.entitlement_id = ANY(%(ids)s) AND v.withdrawn_at IS NULL),
            laid AS (
                SELECT live.*, civil_subsidy_overlay(
                        coalesce(live.changes, %(said)s)) OVER (
                            PARTITION BY live.entitlement_id %(order)s)
                    || CASE WHEN bool_or(live.kind = 'ended') OVER (
                            PARTITION BY live.entitlement_id, live.era %(order)s)
                        THEN '{"state": "ended"}' ELSE '{}' END::jsonb AS follows
                FROM live),
            judged AS (
                SELECT laid.id, bool_or(%(laid)s <> %(follows)s) OVER (
                        PARTITION BY laid.entitlement_id, laid.effective_month
                        ORDER BY laid.id) AS moved,
                    laid.entitlement_id, laid.effective_month, laid.kind, laid.reason,
                    laid.document, laid.changes, laid.import_id, laid.follows,
                    cause.version AS cause_id
                FROM laid
                CROSS JOIN jsonb_to_record(laid.follows) AS d(%(types)s)
                JOIN unnest(%(ids)s::integer[], %(causes)s::integer[])
                    AS cause(entitlement_id, version)
                    ON cause.entitlement_id = laid.entitlement_id),
            withdrawn AS (
                UPDATE civil_subsidy_entitlement_version v SET withdrawn_at = %(now)s,
                    withdrawn_uid = %(uid)s, withdrawn_reason = %(reason)s,
                    withdrawn_cause_id = judged.cause_id,
                    write_uid = %(uid)s, write_date = %(now)s
                FROM judged WHERE judged.id = v.id AND judged.moved
                RETURNING v.id)
            %(insert)s
            """,
            ids=list(causes),
            causes=list(causes.values()),
            said=content("live"),
            order=order,
            laid=content("laid"),
            follows=content("d"),
            types=record_types(),
            now=self.env.cr.now(),
            uid=self.env.uid,
            reason=reason,
            insert=self._insert(
                SQL("kind, reason, document, changes"),
                SQL(
                    """
                    SELECT entitlement_id, effective_month, follows AS content,
                        id AS replaces_id, cause_id, import_id, id AS place,
                        kind, reason, document, changes
                    FROM judged WHERE moved
                    """
                ),
            ),
        )

    def _insert(self, names, query):
        """The INSERT of versions from rows with a ``content``.

        :param names: further columns that the query gives
        """
        fields_ = SQL(", ").join(SQL.identifier(name) for name in CONTENT)
        return SQL(
            """
            INSERT INTO civil_subsidy_entitlement_version (
                entitlement_id, effective_month, replaces_id, cause_id, import_id,
                %(names)s, %(fields)s, recorded_at, recorded_uid,
                create_uid, create_date, write_uid, write_date)
            SELECT said.entitlement_id, said.effective_month, said.replaces_id,
                said.cause_id, said.import_id, %(names)s, %(values)s,
                %(now)s, %(uid)s, %(uid)s, %(now)s, %(uid)s, %(now)s
            FROM (%(query)s) said
            CROSS JOIN jsonb_to_record(said.content) AS d(%(types)s)
            ORDER BY said.effective_month, said.place
            RETURNING id, entitlement_id
            """,
            names=names,
            fields=fields_,
            values=SQL(", ").join(SQL.identifier("d", name) for name in CONTENT),
            query=query,
            types=record_types(),
            now=self.env.cr.now(),
            uid=self.env.uid,
        )

    def _copy_papers(self, causes):
        """Let a version stated anew keep the papers of the one it replaces."""
        papers = self.env["civil.subsidy.entitlement.version"]._fields["attachment_ids"]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(rel)s (%(version)s, %(paper)s)
                SELECT again.id, had.%(paper)s
                FROM civil_subsidy_entitlement_version again
                JOIN %(rel)s had ON had.%(version)s = again.replaces_id
                WHERE again.entitlement_id = ANY(%(ids)s)
                ON CONFLICT DO NOTHING
                """,
                rel=SQL.identifier(papers.relation),
                version=SQL.identifier(papers.column1),
                paper=SQL.identifier(papers.column2),
                ids=list(causes),
            )
        )


def latest(month=None):
    """SQL SELECT of the version of entitlement ``e`` that holds in a month.

    :param month: its first day; the latest of all when left out
    """
    return SQL(
        """
        SELECT * FROM civil_subsidy_entitlement_version v
        WHERE v.entitlement_id = e.id AND v.withdrawn_at IS NULL AND %s
        ORDER BY v.effective_month DESC, v.id DESC LIMIT 1
        """,
        SQL("v.effective_month <= %s", month) if month else SQL("TRUE"),
    )


def content(alias):
    """SQL: everything that a row says of its months, as one jsonb."""
    return SQL(
        "jsonb_build_object(%s)",
        SQL(", ").join(
            SQL("%s::text, %s", name, SQL.identifier(alias, name)) for name in CONTENT
        ),
    )


def record_types():
    """SQL: the columns of such a jsonb, for ``jsonb_to_record``."""
    return SQL(", ").join(
        SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in CONTENT.items()
    )
