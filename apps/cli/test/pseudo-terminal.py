"""Runs a program in a pseudo-terminal.

Waits for texts, types replies or closes the terminal, and prints the output and the exit code as
JSON.
"""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

request = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    os.execv(request["argv"][0], request["argv"])

fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
shown, searched = "", 0
steps = list(request["steps"])
deadline = time.time() + request["timeoutSeconds"]
while time.time() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data.decode("utf-8", "replace")
    if steps and steps[0]["wait"] in shown[searched:]:
        searched = shown.index(steps[0]["wait"], searched) + len(steps[0]["wait"])
        # The program draws its prompt before it reads the reply.
        time.sleep(0.3)
        step = steps.pop(0)
        if "type" not in step:
            os.close(terminal)
            # Nothing is shown any more. A program that ignores this is killed.
            signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, 9))
            signal.alarm(20)
            break
        os.write(terminal, step["type"].encode())
else:
    os.kill(pid, 9)
_, status = os.waitpid(pid, 0)
print(json.dumps({"shown": shown, "code": os.waitstatus_to_exitcode(status), "stepsLeft": len(steps)}))
