"""Working time: how much of it lies between two moments, and the moment after so much of it.

Exact, and in plain Python: one table a year (`openings`), made when it is first needed, and no loop over days or
minutes. Which calendars there are, the specs say.
"""

from runtime.calendars.working import AroundTheClock, OpeningHours, WorkingTime, working_times

__all__ = ["AroundTheClock", "OpeningHours", "WorkingTime", "working_times"]
