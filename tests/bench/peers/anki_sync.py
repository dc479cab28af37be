"""Anki's own library against its own server: anki_sync.py FOLDER NOTES. Each line on stdin is a deed; each answer milliseconds.

change COUNT   other words in COUNT notes
sync           an exchange with the server
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import anki.lang
from anki.collection import AddNoteRequest, Collection
from anki.sync import SyncAuth

folder, notes = Path(sys.argv[1]), int(sys.argv[2])
port = sys.argv[3]
anki.lang.set_lang("en")
(folder / "server").mkdir(parents=True)
surroundings = {**os.environ, "SYNC_USER1": "helen:kettle", "SYNC_BASE": str(folder / "server"), "SYNC_PORT": port}
surroundings |= {"SYNC_HOST": "127.0.0.1", "RUST_LOG": "error"}
server = subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=surroundings, stdout=subprocess.DEVNULL)
try:
    time.sleep(2)
    book = Collection(str(folder / "collection.anki2"))
    kind = book.models.by_name("Basic")
    deck = book.decks.id("Default")
    made = []
    for number in range(notes):
        note = book.new_note(kind)
        note["Front"] = f"What makes a good morning for you? {number}"
        note["Back"] = f"Radio 3 on low from the moment I wake. Off when anyone talks to me. {number}"
        made.append(AddNoteRequest(note=note, deck_id=deck))
    book.add_notes(made)
    auth = book.sync_login("helen", "kettle", f"http://127.0.0.1:{port}/")
    answer = book.sync_collection(auth, False)
    auth = SyncAuth(hkey=auth.hkey, endpoint=answer.new_endpoint or f"http://127.0.0.1:{port}/")
    book.close_for_full_sync()
    book.full_upload_or_download(auth=auth, server_usn=answer.server_media_usn, upload=True)
    book.reopen(after_full_sync=True)
    ids = book.find_notes("")
    for asked in sys.stdin:
        deed, *rest = asked.split()
        begin = time.perf_counter()
        if deed == "change":
            for place in range(int(rest[0])):
                note = book.get_note(ids[place * (len(ids) // int(rest[0]))])
                note["Back"] = f"Other words now. {begin}"
                book.update_note(note)
        else:
            book.sync_collection(auth, False)
        print((time.perf_counter() - begin) * 1000, flush=True)
finally:
    server.kill()
