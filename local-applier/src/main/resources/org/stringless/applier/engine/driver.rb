#!/usr/bin/ruby
# frozen_string_literal: true
# One masterless run in one process: the stock `puppet apply` with a machine-readable voice.
#
#   ruby driver.rb [--report FILE] [--catalog FILE] [--lock] [--run-lock FILE] [--lock-wait SECONDS] [--hold] [--wait FEATURES]
#                  -- PUPPET-APPLY-OPTIONS... MANIFEST
#
# stdout  one JSON object a line, nothing else (fd 1 is taken away from Puppet's code before it loads)
# stderr  whatever a module, a provider or Ruby itself prints
# stdin   with --wait: Puppet's code (and, until the order comes, each file named in FEATURES) is loaded, "ready" is said, then one line, {"words": […]} with
#         further options, starts the run; with --hold: after "compiled" the line "apply" continues, anything else stops
# locks   --run-lock: ours, held for as long as this process lives, whoever started it; --lock: the one `puppet agent` knows;
#         --lock-wait: how long to wait for either
# exit    0, 2, 4, 6 as `puppet apply --detailed-exitcodes`; 1 not applied or not completed; 75 another run holds the lock
# A report is made whatever happens short of SIGKILL: also after a compile error, a bad option or a signal.
require 'io/wait'
require 'json'
require 'securerandom'

module Driver
  NOT_OURS = %i[whit component stage schedule filebucket].freeze
  OUT, OPT = $stdout.dup.tap { |io| io.sync = io.close_on_exec = true }, {}
  class << self
    attr_accessor :report, :sent, :phase, :term, :lock, :catalog

    def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    def emit(event, **data) = (OUT.write("#{json({ event: event, t: (now - T0).round(4), **data })}\n") rescue nil) # reader gone: go on
    def enter(phase) = emit(:phase, phase: @phase = phase)
    def json(obj) # messages may carry bytes that are no UTF-8 (exec output): then clean and try once more
      JSON.generate(obj)
    rescue StandardError
      JSON.generate(clean(obj))
    end
    def clean(obj)
      case obj
      when Hash then obj.to_h { |k, v| [clean(k.to_s), clean(v)] }
      when Array then obj.map { |v| clean(v) }
      when Numeric, true, false, nil then obj
      else obj.to_s.dup.force_encoding('UTF-8').scrub('?')
      end
    end
    def write(path, text)
      File.open("#{path}.tmp", 'w', 0o600) { |f| f.write(text); f.fsync }
      File.rename("#{path}.tmp", path)
    end
    def open_report
      self.report ||= Puppet::Transaction::Report.new(nil, Puppet[:environment], SecureRandom.uuid, nil, Time.now)
    end
    # Closes a report that the engine never got to. It says `failed` and goes where every report goes: no stale green is left.
    def close_report
      Puppet::Util::Log.newdestination(open_report)
      Puppet::Transaction::Report.indirection.cache_class ||= :yaml # a bad option or environment ends before Puppet sets it
      report.add_times(:total, Time.now - report.time)
      report.finalize_report
      Puppet::Util::Log.close(report)
      Puppet::Configurer.new.send(:send_report, report)
    end
    def finish(status)
      enter(:report)
      known = defined?(Puppet::Configurer) && Puppet.settings.app_defaults_initialized? # before that Puppet knows no paths
      close_report unless sent || status == 75 || !known
      data = status == 75 ? nil : report&.to_data_hash
      write(OPT['--report'], json(data)) if OPT['--report'] && data
    rescue StandardError => e
      emit(:report, problem: e.message, report: data) # disk full: the report still leaves through the pipe
    ensure
      lock&.unlock
      emit(:end, exit: status, signal: term, status: data && data['status'], completed: data && data['transaction_completed'],
                 resources: data && (counts rescue nil),
                 cpu: Process.times.to_a.sum.round(3), peak_kib: File.read('/proc/self/status')[/VmHWM:\s+(\d+)/, 1].to_i)
    end

    def try_lock # until the time to wait is over
      deadline = now + OPT.fetch('--lock-wait', 0).to_f
      until yield
        exit(75) if now >= deadline
        sleep 0.2
      end
    end
    # Of all resources, also of those that the report leaves out because nothing happened to them.
    def counts
      all = report.resource_statuses.values.reject { |s| %w[Schedule Filebucket].include?(s.resource_type) }
      { total: all.size, changed: all.count(&:changed), failed: all.count { |s| s.failed || s.failed_to_restart },
        skipped: all.count(&:skipped), pending: all.count { |s| s.events.any? { |e| e.status == 'noop' } },
        corrective: all.count { |s| s.corrective_change && (s.changed || s.events.any? { |e| e.status == 'noop' }) } }
    end

    def stop(signal) # first signal while applying: end between two resources; second one, or any other phase: at once
      again, self.term = term, signal
      Puppet::Application.stop! if defined?(Puppet::Application)
      raise SystemExit.new(1, "SIG#{signal}") if again || phase != :apply
    end
    def checkpoint = term && raise(SystemExit.new(1, "SIG#{term}")) # a signal that somebody's `rescue` swallowed
  end

  Apply = Module.new do # for Puppet::Application::Apply
    def setup
      options[:setdest] = true # no console log
      super
      Puppet::Util::Log.newdestination(:driver)
      Puppet::Util::Log.newdestination(Driver.open_report)
      return unless OPT['--lock']
      lock = Puppet::Util::Pidlock.new(Puppet[:agent_catalog_run_lockfile])
      Driver.try_lock { lock.lock }
      Driver.lock = lock
    end
    def get_node = (Driver.enter(:facts); super)
    def configure_node_facts(*) = (super; Driver.checkpoint; Driver.enter(:compile))
    def apply_catalog(catalog)
      Driver.checkpoint
      Driver.write(OPT['--catalog'], Driver.catalog) if OPT['--catalog'] && Driver.catalog
      Driver.emit(:compiled, version: catalog.version.to_s, environment: catalog.environment, resources: catalog.resources.count { |r| !NOT_OURS.include?(r.class.name) })
      exit(1) if OPT['--hold'] && $stdin.gets&.chomp != 'apply'
      Driver.enter(:apply)
      super
    end
  end

  Configurer = Module.new do # gives the engine our report, which already holds the compile's logs, and sees it leave
    def run(options = {}) = super(options.merge(report: Driver.open_report))
    def send_report(report)
      Driver.term && (report.transaction_completed = false; report.finalize_report) # stopped early is not `changed`
      Driver.sent = true
      Driver.phase = :report # Puppet still looks after its own directories; that is none of the catalog's resources
      super
    end
  end

  Transaction = Module.new do
    def eval_resource(resource, *)
      return super if Driver.phase != :apply || NOT_OURS.include?(resource.class.name)
      Driver.emit(:start, resource: resource.ref)
      super.tap do
        s = resource_status(resource)
        Driver.emit(:done, resource: resource.ref, changed: s.changed, failed: !!(s.failed || s.failed_to_restart), skipped: s.skipped,
                           out_of_sync: s.out_of_sync, corrective_change: s.corrective_change, seconds: s.evaluation_time)
      end
    end
  end

  Types = Module.new do # config_version is a label: `git rev-parse`, the usual one, finds no .git in a release, and must not stop a fleet
    def version
      super
    rescue Puppet::ParseError => e
      Puppet.warning("#{e.message}; the time stands for the version")
      @version = Time.now.to_i
    end
  end

  # Puppet loads its plugins itself and appends them to $LOADED_FEATURES. Ruby then makes its index of those anew at the next `require`;
  # 3.1 reads half a million links a run for that. What Ruby is asked to require it adds to the index.
  Autoload = Module.new do # for the class of Puppet::Util::Autoload
    def load_file(name, env)
      known = cleanpath(name.to_s).chomp('.rb')
      return super if loaded.include?(known) # again, as for a function in another environment
      file = get_file(name.to_s, env) or return false
      loaded[known] = [file = File.expand_path(file), File.mtime(file)]
      begin
        Kernel.require(file) || Kernel.load(file) # required by somebody's own name for it: Puppet would load it, too
        true
      rescue SystemExit, NoMemoryError then raise
      rescue Exception => e # as Puppet does
        Puppet.log_exception(e, message = "Could not autoload #{name}: #{e}")
        raise Puppet::Error, message, e.backtrace
      end
    end
  end

  Persistence = Module.new { def enabled?(catalog) = catalog.host_config? } # corrective_change: Puppet itself wants run mode agent
  Compiler = Module.new { def find(*) = super.tap { |c| Driver.catalog = Puppet.override(rich_data: true) { c.to_json } if c && OPT['--catalog'] } }

  def self.main(argv, status = 1)
    OPT[argv.first] = %w[--hold --lock].include?(argv.first) ? argv.shift && true : argv.shift(2).last until argv.empty? || argv.first == '--'
    $stdout.reopen($stderr)
    File.umask(0o022)
    $0 = 'puppet apply (driver)' # an agent honours a lock only of a process called ruby whose arguments say puppet
    %w[TERM INT HUP].each { |s| trap(s) { stop(s) } }
    if OPT['--run-lock']
      file = File.open(OPT['--run-lock'], File::RDWR | File::CREAT, 0o600) # closed on exec: children of the run do not inherit it
      OPT[:held] = file
      try_lock { file.flock(File::LOCK_EX | File::LOCK_NB) }
    end
    enter(:load)
    require 'puppet'
    plugins = Puppet::Util::Autoload.singleton_class
    plugins.prepend(Autoload) if %i[cleanpath get_file loaded].all? { |name| plugins.method_defined?(name) } # no promise of Puppet's
    %w[util/command_line application/apply configurer transaction/persistence indirector/catalog/compiler util/pidlock].each { |f| require "puppet/#{f}" }
    emit(:engine, name: defined?(Puppet::IMPLEMENTATION) ? Puppet::IMPLEMENTATION : 'puppet', version: Puppet.version)
    Puppet::Util::Log.newdesttype(:driver) do
      def handle(msg) = Driver.emit(:log, time: msg.time.utc.strftime('%FT%T.%LZ'), level: msg.level, source: msg.source.to_s, message: msg.message.to_s, file: msg.file, line: msg.line)
    end
    if OPT['--wait'] # load while the release is still being fetched, and no longer: not every catalog needs all of it
      File.readlines(OPT['--wait'], chomp: true).each do |f|
        break if $stdin.wait_readable(0)
        begin require f; rescue LoadError, StandardError; nil end
      end
      emit(:ready)
      argv.push(*JSON.parse($stdin.gets || exit!(0))['words'])
    end
    { Puppet::Application::Apply => Apply, Puppet::Configurer => Configurer, Puppet::Transaction => Transaction,
      Puppet::Transaction::Persistence => Persistence, Puppet::Resource::Catalog::Compiler => Compiler,
      Puppet::Resource::TypeCollection => Types }.each { |k, m| k.prepend(m) }
    Puppet::Util::CommandLine.new('puppet', ['apply', '--detailed-exitcodes', *argv.drop(1)]).execute
  rescue SystemExit => e then status = e.status
  rescue Exception => e # SignalException and LoadError too
    emit(:error, class: e.class.name, message: e.message)
    Puppet.err(e.message) if defined?(Puppet::Util::Log)
  ensure
    status |= 4 if [0, 2].include?(status) && report&.status == 'failed' # Puppet says 0 when a type failed to generate resources
    finish(status = term && status != 75 ? 1 : status)
    exit!(status)
  end
end
Driver::T0 = Driver.now
Driver.main(ARGV) if $PROGRAM_NAME == __FILE__
