from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from .common import EmergencyCase


class TestIncident(EmergencyCase):
    """An incident is reported in time, handled by the plan, and reviewed."""

    def _report(self, incident, kind, at=None, **values):
        return (
            self.env["civil.emergency.report"]
            .with_user(self.clerk)
            .create(
                {
                    "incident_id": incident.id,
                    "kind": kind,
                    "text": "As known",
                    "addressee": "District government, duty office",
                    **({"at": at} if at else {}),
                    **values,
                }
            )
        )

    def _clocks(self, incident):
        return {clock.code: clock for clock in incident.sudo().clock_ids}

    def test_grave_incident_is_reported_within_the_hour(self):
        """《生产安全事故报告和调查处理条例》第九条: one hour; writing: 24 hours."""
        incident = self.make_incident(level_id=self.grave.id)
        clocks = self._clocks(incident)
        self.assertEqual(
            clocks["emergency.report_up"].limit_at, datetime(2024, 4, 4, 2)
        )
        self.assertEqual(clocks["emergency.written"].limit_at, datetime(2024, 4, 5, 1))
        with freeze_time("2024-04-04 02:30:00"):
            self.assertEqual(incident.deadline_level, "overdue")
            self._report(incident, "up")
            self.assertEqual(clocks["emergency.report_up"].state, "late")
            incident.invalidate_recordset()
            self.assertEqual(incident.deadline_level, "ok")

    def test_common_incident_becomes_grave(self):
        """The clock of the report up begins when the level is raised."""
        incident = self.make_incident()
        self.assertNotIn("emergency.report_up", self._clocks(incident))
        with freeze_time("2024-04-04 03:00:00"):
            incident.level_id = self.grave
        clock = self._clocks(incident)["emergency.report_up"]
        self.assertEqual(clock.limit_at, datetime(2024, 4, 4, 4))

    def test_measures_of_the_level(self):
        """They come from the plan; more come when the level is raised, each once."""
        self.make_plan()
        incident = self.make_incident()
        self.assertEqual(incident.action_ids.mapped("name"), ["Call the fire brigade"])
        self.assertEqual(incident.action_ids.due_at, datetime(2024, 4, 4, 1, 5))
        incident.level_id = self.grave
        self.assertEqual(len(incident.action_ids), 2)
        done = incident.action_ids[0]
        done.write({"done_uid": self.head.id, "note": "By telephone"})
        self.assertFalse(done.done_uid)
        done.action_done()
        self.assertEqual(done.done_uid, self.clerk)
        with self.assertRaises(UserError):
            done.note = "No"
        with self.assertRaises(UserError):
            incident.action_ids.unlink()

    def test_closed_only_after_review(self):
        """Family told, measures done, causes and review written, final report made."""
        self.make_plan()
        incident = self.make_incident(injured_count=1)
        incident.action_respond()
        incident.action_control()
        headed = incident.with_user(self.head)
        with self.assertRaisesRegex(UserError, "family"):
            headed.action_close()
        headed.write(
            {
                "family_notified_at": "2024-04-04 00:50:00",
                "family_notified_by": "Town duty officer",
            }
        )
        with self.assertRaisesRegex(UserError, "review"):
            headed.action_close()
        headed.write({"cause": "Paper", "correction": "Basins", "review": "Patrols"})
        with self.assertRaisesRegex(UserError, "measures are open"):
            headed.action_close()
        incident.action_ids.action_done()
        with self.assertRaisesRegex(UserError, "final report"):
            headed.action_close()
        self._report(incident, "written")
        self._report(incident, "final")
        headed.action_close()
        self.assertEqual(incident.state, "closed")
        self.assertEqual(set(incident.sudo().clock_ids.mapped("state")), {"met"})
        with self.assertRaises(UserError):
            incident.cause = "Other"
        with self.assertRaises(UserError):
            self._report(incident, "log")

    def test_log_stays_and_is_plausible(self):
        """Nobody changes entries, dates them ahead or before the incident."""
        incident = self.make_incident()
        entry = self._report(incident, "log", user_id=self.head.id)
        self.assertEqual(entry.user_id, self.clerk)
        with self.assertRaises(UserError):
            entry.text = "Other"
        with self.assertRaises(ValidationError):
            self._report(incident, "log", at="2024-04-04 05:00:00")
        with self.assertRaises(ValidationError):
            self._report(incident, "log", at="2024-04-03 05:00:00")
        with self.assertRaises(ValidationError):
            self._report(incident, "up", addressee=False)

    def test_unfounded_needs_a_reason(self):
        """The head says how it is known, and the clocks end."""
        incident = self.make_incident().with_user(self.head)
        self.assertEqual(incident.action_unfounded()["target"], "new")
        incident.action_unfounded(reason="Smoke of a kitchen")
        self.assertEqual(set(incident.sudo().clock_ids.mapped("state")), {"cancelled"})
